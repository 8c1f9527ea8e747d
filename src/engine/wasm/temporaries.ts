/** Declares the v128 locals that the vector functions in a text use: the names that begin with "$_". */
export function temporaries(text: string): string {
  return [...new Set(text.match(/\$_\w+/g))].map((name) => `(local ${name} v128)`).join(" ");
}
