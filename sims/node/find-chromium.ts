import { existsSync } from "node:fs";
import { join } from "node:path";

const {
  CHROME_PATH,
  LOCALAPPDATA = "",
  PROGRAMFILES = "",
  "PROGRAMFILES(X86)": programs86 = "",
} = process.env;

const windows = [
  "Google/Chrome/Application/chrome.exe",
  "Chromium/Application/chrome.exe",
  "Microsoft/Edge/Application/msedge.exe",
];

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ...[PROGRAMFILES, programs86, LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((root) => windows.map((path) => join(root, path))),
];

/** Where a Chromium is: what CHROME_PATH says, or one of the usual places; undefined where there is none. */
export const findChromium = (): string | undefined =>
  CHROME_PATH === undefined || CHROME_PATH === "" ? usual.find(existsSync) : CHROME_PATH;
