import { test } from "uvu";
import * as assert from "uvu/assert";
import { Pace } from "../../../src/engine/wgsl/pace.ts";
import { catches } from "../../support.ts";

/** Hands so many units of work to a device that does `speed` operations a millisecond; its portions in milliseconds. */
async function portions(speed: number, work: number, pace = Pace): Promise<number[]> {
  const times: number[] = [];
  let [now, under] = [0, 0];
  const onSubmittedWorkDone = async () => {
    times.push(under / speed);
    now += 1 + under / speed;
    under = 0;
    return undefined;
  };
  const own = new pace({ onSubmittedWorkDone }, () => now);
  for (let left = work; left > 0; ) {
    const portion = Math.min(left, own.budget);
    await own.room(portion);
    under += portion;
    left -= portion;
  }
  return times;
}

const limited = (times: readonly number[]): void => {
  assert.ok(Math.max(...times) < 1000, `a portion of ${Math.max(...times)} ms`);
  assert.ok(times.length > 3 && times.slice(-3).every((t) => t > 30 && t < 300), `${times.slice(-3)} ms`);
};

test("portions grow to a tenth of a second, and none takes a second, on devices of any speed", async () => {
  for (const speed of [1e5, 3e6, 1e8, 1e10]) limited(await portions(speed, 3000 * speed));
});

test("a pace that does not learn is caught", async () => {
  class Fixed extends Pace {
    override budget = 2 ** 25;
    override async room(work: number): Promise<void> {
      await super.room(work);
      this.budget = 2 ** 25;
    }
  }
  const times = await portions(1e10, 1e12, Fixed);
  catches("portions of a few milliseconds", () => limited(times));
});

test.run();
