export { number } from "../number.ts";
export { type Page, page } from "../page.ts";
export { type Block, type Report, type ReportSection, report, type TextBlock } from "../report.ts";
export { embed } from "./embed.ts";
export type { NamedFigure } from "./figure-element.ts";
export { Html, html } from "./html.ts";
export { mathml } from "./mathml.ts";
export type { PlotlyBundle } from "./shell.ts";
export { named, type Table } from "./table.ts";
