import { ink, muted, paper, rule, sans, styleOf } from "../theme.ts";

const serif = 'Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", Georgia, serif';
const mono = 'ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** The look of pages and reports, on screen and in print. */
export const style = `
:root { color-scheme: light; --ink: ${ink}; --muted: ${muted}; --rule: ${rule}; --link: ${styleOf("reverse-sde").colour}; }
* { box-sizing: border-box; }
html { background: ${paper}; color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0; font: 16px/1.5 ${sans}; overflow-wrap: break-word; }
h1, h2 { line-height: 1.2; text-wrap: balance; letter-spacing: -0.012em; }
figure { margin: 0; }
a { color: var(--link); }
.stage { display: grid; place-items: center; container-type: inline-size; width: 100%; }
.plot { width: min(100cqw, var(--w) * 1px);
  height: calc((min(100cqw, var(--w) * 1px) - var(--mx) * 1px) / var(--ratio) + var(--my) * 1px); }
.plot .modebar { opacity: 0.75; }
figcaption { color: var(--muted); font-size: 15px; line-height: 1.45; text-wrap: pretty; }
.notice { margin: 2rem auto; max-width: 40rem; padding: 1rem 1.25rem; border-left: 4px solid ${styleOf("annealed").colour}; background: #fdf6ec; }
.player { display: flex; flex-wrap: wrap; align-items: center; gap: 14px; margin: 6px auto 0; width: min(100%, 640px); }
.player button { font: 600 16px/1 ${sans}; min-width: 94px; padding: 10px 16px; border: 0; border-radius: 6px;
  background: var(--ink); color: #fff; cursor: pointer; }
.player button::before { content: ""; display: inline-block; margin-right: 9px; border: solid transparent; border-width: 6px 0 6px 10px;
  border-left-color: currentColor; vertical-align: -1px; }
.player button[data-state="playing"]::before { width: 10px; height: 12px; border: solid currentColor; border-width: 0 3px; }
.player input { flex: 1; min-width: 8em; accent-color: var(--ink); cursor: pointer; }
.player output { min-width: 7.5em; max-width: 100%; overflow: hidden; text-overflow: ellipsis; font-size: 17px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.player :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
footer { color: var(--muted); font-size: 13px; }

body.page { min-height: 100vh; display: flex; flex-direction: column; padding: 12px 24px 10px; gap: 8px; }
.page h1 { margin: 0; font-size: 24px; font-weight: 650; }
.page main { flex: 1; display: flex; flex-direction: column; gap: 28px; min-height: 0; }
.page figcaption { max-width: 62rem; margin: 6px auto 0; text-align: center; }
.page footer { text-align: right; }
@media screen and (min-height: 480px) {
  body.single { height: 100vh; }
  .single figure { flex: 1; min-height: 0; display: flex; flex-direction: column; }
  .single .stage { flex: 1; min-height: 0; container-type: size; }
  .single .plot {
    width: min(100cqw, calc((100cqh - var(--my) * 1px) * var(--ratio) + var(--mx) * 1px));
    height: min(100cqh, calc((100cqw - var(--mx) * 1px) / var(--ratio) + var(--my) * 1px)); }
}

body.report { padding: 48px 24px 64px; font: 18px/1.6 ${serif}; }
.report main, .report header, .report footer { max-width: 68rem; margin: 0 auto; }
.report header > *, .report section > *, .report footer { max-width: 43rem; margin-left: auto; margin-right: auto; }
.report section > figure, .report section > .table, .report section > .formula { max-width: none; }
.report h1 { font: 700 38px/1.15 ${sans}; margin-bottom: 14px; margin-top: 0; letter-spacing: -0.02em; }
.report h2 { font: 650 25px/1.25 ${sans}; margin-top: 56px; margin-bottom: 10px; }
.report p, .report ul, .report .formula, .report pre { margin-top: 0; margin-bottom: 1em; text-wrap: pretty; }
.report .lead { font-size: 21px; line-height: 1.5; color: var(--muted); }
.report figure { margin-top: 26px; margin-bottom: 32px; }
.report figcaption, .report caption { font: 15px/1.45 ${sans}; color: var(--muted); text-align: left; }
.report figcaption { margin: 10px auto 0; max-width: 43rem; }
.report footer { margin-top: 64px; padding-top: 14px; border-top: 1px solid var(--rule); font-family: ${sans}; }
.formula { overflow-x: auto; overflow-y: hidden; padding: 4px 0; }
math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "XITS Math", "Libertinus Math", "Noto Sans Math", math, serif; }
mtd { text-align: left; }
math[display="block"] { font-size: 1.06em; }
code, pre { font-family: ${mono}; font-size: 0.86em; }
pre { padding: 12px 16px; background: #f4f6f8; border-radius: 6px; overflow-x: auto; line-height: 1.5; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 30px; font: 15px/1.45 ${sans}; margin-top: 18px; margin-bottom: 0; }
.facts div { display: flex; gap: 8px; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.table { overflow-x: auto; margin: 22px 0 28px; }
table { margin: 0 auto; border-collapse: collapse; font: 16px/1.4 ${sans}; font-variant-numeric: tabular-nums lining-nums; }
caption { padding-bottom: 10px; }
th, td { padding: 7px 14px; text-align: left; vertical-align: baseline; }
th:first-child, td:first-child { padding-left: 2px; }
thead th { font-weight: 600; font-size: 14px; line-height: 1.3; color: var(--muted); vertical-align: bottom; border-bottom: 1.5px solid var(--ink); }
tbody th { font-weight: 600; }
tbody tr + tr > * { border-top: 1px solid #e8ecf0; }
tbody tr:last-child > * { border-bottom: 1.5px solid var(--ink); }
td.number, th.number { text-align: right; white-space: nowrap; }
.whole { white-space: nowrap; }
details { margin-bottom: 1em; }
summary { cursor: pointer; color: var(--link); font-family: ${sans}; }
summary + * { margin-top: 0.6em !important; }
.swatch { display: inline-block; width: 11px; height: 11px; margin-right: 8px; border-radius: 50%; }

@media (max-width: 640px) {
  body.report { padding: 24px 16px 40px; font-size: 17px; }
  .report h1 { font-size: 29px; }
}
@media print {
  @page { margin: 16mm; }
  body.report, body.page { padding: 0; font-size: 10.5pt; display: block; }
  .report h1 { font-size: 22pt; } .report h2 { font-size: 14pt; margin-top: 22pt; } .report .lead { font-size: 12pt; }
  .player, .modebar-container, .notice { display: none !important; }
  figure, table, pre, .formula { break-inside: avoid; }
  h2 { break-after: avoid; }
  .stage, .single .stage { display: block; container-type: normal; }
  .plot, .single .plot { width: calc(var(--drawn-w) * var(--print) * 1px); height: calc(var(--drawn-h) * var(--print) * 1px); margin: 0 auto; }
  .plot > .plot-container { width: calc(var(--drawn-w) * 1px); height: calc(var(--drawn-h) * 1px); transform: scale(var(--print)); transform-origin: 0 0; }
  .table { overflow: visible; }
  table { font-size: 9pt; }
  th, td { padding: 4px 7px; }
  thead th { font-size: 8.5pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
