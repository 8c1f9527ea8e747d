const reasons: Readonly<Record<string, string>> = {
  ENOENT: "which does not exist",
  ENOTDIR: "on whose path a file stands where a folder should",
  EACCES: "which you are not allowed to read",
  EPERM: "which you are not allowed to read",
  ELOOP: "which is a link to itself",
  ENAMETOOLONG: "whose name is too long",
  EISDIR: "which is a folder",
};

/** A path with what keeps it from being read, in words: "a.npy, which does not exist". */
export function unreadable(path: string, error: unknown): string {
  const { code = "" } = error as { code?: string };
  return `${path}, ${reasons[code] ?? `which cannot be read (${code || String(error)})`}`;
}
