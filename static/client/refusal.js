/** A refused request: a code that has words, the details that fill them, and the log line of the server. */
export class Refusal extends Error {
  /**
   * @param {{code: string, details?: Record<string, any>, log?: string, status?: number}} error `status`: of HTTP
   */
  constructor({ code, details = {}, log = "", status }) {
    super(code);
    this.code = code;
    this.details = details;
    this.log = log;
    this.status = status;
  }
}
