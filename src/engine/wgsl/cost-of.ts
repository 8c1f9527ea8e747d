const functionCost = 20;
const blockCost = 300;

/** About how many plain operations a text takes: one a statement, more where it calls a function or makes a block of words. */
export const costOf = (text: string): number =>
  text.split(";").length +
  functionCost * text.split(/Of\(|boxMuller\(/).length +
  blockCost * (text.split("philox(").length - 1);
