/** A refused request: a code that has words, and the details that fill them. */
export class Refusal extends Error {
  /** @param {{code: string, details?: Record<string, any>, log?: string}} error */
  constructor({ code, details = {}, log = "" }) {
    super(code);
    this.code = code;
    this.details = details;
    this.log = log;
  }
}
