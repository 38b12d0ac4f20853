/** What static/ uses of uPlot 1.6; checked by `make javascript`, read by no browser. */
export default class UPlot {
  static paths: any;
  static tzDate(moment: Date, zone: string): Date;
  constructor(options: object, data: number[][], into: Element);
  setSize(size: { width: number; height: number }): void;
  destroy(): void;
}
