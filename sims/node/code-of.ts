/** The code of an error of the system, such as "ENOENT". */
export const codeOf = (error: unknown): string | undefined => (error as { code?: string }).code;
