/**
 * The form of a parameter's name, for expressions with the flag `u`: letters of any script with their marks, digits and _, not beginning with a digit.
 * Blanks and signs would be taken for what follows it.
 */
export const parameterName = String.raw`[\p{L}_][\p{L}\p{M}\p{N}_]*`;
