import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { embed, html, mathml, number, page, report } from "../../plots/index.ts";
import { prose } from "../../plots/page/prose.ts";
import { text } from "../../plots/text.ts";
import { UsageError } from "../../src/refusal.ts";
import { property } from "../support.ts";

const plotly = { gzipBase64: "H4sIAAAAAAAAAwMAAAAAAAAAAAA=", version: "0" };

for (const [value, expected] of [
  [0, "0"],
  [-0.5, "−0.500"],
  [0.0123456, "0.0123"],
  [0.000123, "0.000123"],
  [0.00001234, "1.23\u2009×\u200910⁻⁵"],
  [1.2e15, "1.20\u2009×\u200910¹⁵"],
  [999.6, "1\u2009000"],
  [1234.5, "1\u2009235"],
  [20000, "20\u2009000"],
  [3.14499, "3.14"],
  [9.996, "10.0"],
  [9.996e-6, "1.00\u2009×\u200910⁻⁵"],
  [1e-320, "1.00\u2009×\u200910⁻³²⁰"],
  [NaN, "—"],
  [Infinity, "—"],
] as const) {
  test(`${value} is written ${expected}`, () => assert.is(number(value), expected));
}

property(
  "a number as written is within half a unit of its last digit",
  [fc.double({ noNaN: true, min: -1e300, max: 1e300 })],
  (x) => {
    const plain = number(x, 4)
      .replace("−", "-")
      .replace(
        /\u2009×\u200910([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/,
        (_, e) => `e${[...e].map((c) => (c === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c))).join("")}`,
      )
      .replaceAll("\u2009", "");
    assert.ok(Math.abs(Number(plain) - x) <= 5.01e-4 * Math.abs(x), `${x} as ${plain}`);
  },
);

property(
  "text never holds what a page or plotly takes for markup",
  [fc.string({ unit: "binary" })],
  (raw) => {
    assert.not.match(text(raw), /[<>"']|&(?!#\d+;)/);
  },
);

for (const [raw, markup] of [
  ["N(0, 50^2 I), h = 0.1", "N(0, 50<sup>2</sup> I), h\u00a0=\u00a00.1"],
  ["2 +- 1", "2\u00a0+-\u00a01"],
  ["rtol 1e-9, off by 1.5e+07", "rtol 10<sup>\u22129</sup>, off by 1.5\u2009×\u200910<sup>7</sup>"],
  ["from -1 to 1-D (-0.5)", "from \u22121 to 1-D (\u22120.5)"],
  ["sigma_max, my_file.csv", "sigma<sub>max</sub>, my_file.csv"],
  ["e^4.5, x^2. 10^-3", "e<sup>4.5</sup>, x<sup>2</sup>. 10<sup>\u22123</sup>"],
  [
    "take --eps 1e-3, --set rtol=1e-9,atol=1e-12 or --energy=x^2; h 1e-3",
    "take --eps 1e-3, --set rtol=1e-9,atol=1e-12 or --energy=x^2; h 10<sup>\u22123</sup>",
  ],
  ['langevin --energy "x^2 + y^2", x^2', "langevin --energy &#34;x^2 + y^2&#34;, x<sup>2</sup>"],
  ["p_1.npy, x_1-a.csv, of x_t.", "p_1.npy, x_1-a.csv, of x<sub>t</sub>."],
  ["<b>^2 & 'x'", "&#60;b&#62;<sup>2</sup> &#38; &#39;x&#39;"],
] as const) {
  test(`a report sets ${raw}`, () => assert.is(prose(raw).markup, markup));
}

test("a template escapes its values and keeps its own markup", () => {
  assert.is(
    html`<p>${"<b>"}${html`<i>${"&"}</i>`}${["x", 0.5]}${undefined}</p>`.markup,
    "<p>&#60;b&#62;<i>&#38;</i>x0.500</p>",
  );
});

property(
  "what is embedded is read back as it was, and never ends its script",
  [fc.jsonValue(), fc.string()],
  (value, word) => {
    const { markup } = embed({ value, word, script: "</script><!--" });
    assert.equal(JSON.parse(markup), JSON.parse(JSON.stringify({ value, word, script: "</script><!--" })));
    assert.not.match(markup, /[<>\u2028\u2029]/);
  },
);

test("numbers that JSON lacks become null, and typed arrays bytes in order", () => {
  const x = Float32Array.of(1.5, NaN, -2);
  const parsed = JSON.parse(
    embed({ a: [NaN, Infinity, 1], x, z: [Uint8Array.of(1, 2), Uint8Array.of(3, 4)] }).markup,
  );
  assert.equal(parsed.a, [null, null, 1]);
  assert.is(parsed.x.dtype, "f4");
  assert.equal(Buffer.from(parsed.x.bdata, "base64"), Buffer.from(x.buffer));
  assert.equal(parsed.z, { dtype: "u1", bdata: Buffer.of(1, 2, 3, 4).toString("base64"), shape: "2,2" });
});

test("a view into a larger buffer is embedded alone", () => {
  const view = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
  assert.is(
    JSON.parse(embed(view).markup).bdata,
    Buffer.from(Float32Array.of(1, 2).buffer).toString("base64"),
  );
});

const hostile = `</title></script><img src=x onerror=alert(1)>`;

test("a page and a report hold words from outside as text", () => {
  const figure = { data: [{ type: "scatter", name: hostile }], layout: {} };
  const whole = page({
    title: hostile,
    figures: [{ name: hostile, figure, caption: hostile }],
    plotly,
    footer: hostile,
  });
  const other = report({
    title: hostile,
    lead: hostile,
    facts: [[hostile, hostile]],
    sections: [
      {
        heading: hostile,
        blocks: [
          hostile,
          { list: [hostile] },
          { code: hostile },
          { formula: "\\text{</math><img src=x>}" },
          { table: { columns: [hostile, "n"], rows: [[hostile, null]], caption: hostile } },
          { name: hostile, figure, caption: hostile },
        ],
      },
    ],
    plotly,
    footer: hostile,
  });
  for (const document of [whole, other]) {
    assert.not.match(document, /<img/i);
    assert.is(document.match(/<\/title>/g)?.length, 1);
    assert.is(document.match(/<script/g)?.length, document.match(/<\/script>/g)?.length);
  }
});

test("neither asks for anything outside itself", () => {
  const document = page({ title: "t", figures: [{ name: "f", figure: { data: [], layout: {} } }], plotly });
  assert.match(document, /default-src &#39;none&#39;/);
  assert.not.match(document, /\b(?:src|href)=|@import|url\(/);
});

test("a library that is not base64 is refused", () => {
  const bad = { gzipBase64: "</script>", version: "1" };
  const figures = [{ name: "f", figure: { data: [], layout: {} } }];
  assert.throws(
    () => page({ title: "t", figures, plotly: bad }),
    (error: Error) => error instanceof UsageError,
  );
});

test("a report without figures carries no library", () => {
  const document = report({ title: "t", sections: [{ heading: "h", blocks: ["words"] }], plotly });
  assert.not.match(document, /<script/);
});

test("two figures of one name are refused", () => {
  const figures = ["a", "a"].map((name) => ({ name, figure: { data: [], layout: {} } }));
  assert.throws(
    () => page({ title: "t", figures, plotly }),
    (error: Error) => error instanceof UsageError,
  );
});

test("program text keeps its lines", () => {
  const document = report({
    title: "t",
    sections: [{ heading: "h", blocks: [{ code: "a < b\n  c" }] }],
    plotly,
  });
  assert.match(document, "<pre><code>a &#60; b\n  c</code></pre>");
});

for (const [latex, inside] of [
  ["x_t^2", "<msubsup><mi>x</mi><mi>t</mi><mn>2</mn></msubsup>"],
  ["x'", "<mi>x</mi><mo>′</mo>"],
  ["\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"],
  ["\\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>"],
  ["a < b", "<mi>a</mi><mo>&#60;</mo><mi>b</mi>"],
  [
    "\\sum_{k=1}^n",
    "<munderover><mo>∑</mo><mrow><mi>k</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>",
  ],
  ["\\mathrm dt", '<mi mathvariant="normal">d</mi><mi>t</mi>'],
  ["\\bar w", '<mover accent="true"><mi>w</mi><mo stretchy="false">¯</mo></mover>'],
  ["\\mathbb{E}", "<mi>𝔼</mi>"],
] as const) {
  test(`the formula ${latex} is set`, () =>
    assert.is(mathml(latex).markup, `<math display="inline"><mrow>${inside}</mrow></math>`));
}

for (const latex of [
  "{x",
  "x}",
  "\\left(x",
  "\\href{javascript:alert(1)}{x}",
  "a^",
  "_",
  "\\begin{constructor}x\\end{constructor}",
  "\\text{",
  "\\sqrt".repeat(3000),
  "x".repeat(30000),
]) {
  test(`the formula ${latex.slice(0, 40)} is refused`, () =>
    assert.throws(
      () => mathml(latex),
      (error: Error) => error instanceof UsageError,
    ));
}

property(
  "any characters at all are set or refused, never markup",
  [
    fc.string({
      unit: fc.constantFrom(..."\\{}[]^_&$<>a1 -'|", "\\frac", "\\left", "\\begin", "\\sqrt", "\\text"),
    }),
  ],
  (latex) => {
    try {
      const { markup } = mathml(latex);
      assert.is(
        markup.replace(/<\/?(?:math|m[a-z]+)(?: [a-z]+="[^"<>]*")*>/g, "").includes("<"),
        false,
        markup,
      );
    } catch (error) {
      assert.instance(error, UsageError);
    }
  },
);

test.run();
