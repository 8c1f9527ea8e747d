import type { Port, WorkerPort } from "../../src/engine/port.ts";
import { type Order, serve } from "../../src/engine/serve.ts";

type Hear = (message: unknown) => void;

/** A worker in this thread, which can be watched, and made to die. */
export interface LocalWorker extends WorkerPort {
  readonly orders: readonly Order[];
  readonly terminated: boolean;
}

/** What is posted is cloned, and heard later; the worker ends where `dies` says so of an order, before it answers. */
export function localWorker(dies: (order: Order) => boolean = () => false): LocalWorker {
  const orders: Order[] = [];
  let [toTeam, toWorker]: Hear[] = [() => {}, () => {}];
  let exit: (cause: string) => void = () => {};
  let over = false;
  const send = (message: unknown, transfer: ArrayBuffer[], hear: () => Hear): void => {
    const copy = structuredClone(message, { transfer });
    setImmediate(() => {
      if (!over) hear()(copy);
    });
  };
  const inside: Port = {
    post: (message, transfer) => send(message, transfer, () => toTeam),
    onMessage(hear) {
      toWorker = (message) => {
        orders.push(message as Order);
        if (!dies(message as Order)) return hear(message);
        over = true;
        exit("out of memory");
      };
    },
  };
  serve(inside);
  return {
    orders,
    get terminated() {
      return over;
    },
    post: (message, transfer) => send(message, transfer, () => toWorker),
    onMessage: (hear) => {
      toTeam = hear;
    },
    onExit: (hear) => {
      exit = hear;
    },
    terminate: () => {
      over = true;
    },
  };
}
