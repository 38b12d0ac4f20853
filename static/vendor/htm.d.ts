/** htm 3; checked by `make javascript`, read by no browser. */
declare const htm: {
  bind<T>(h: (type: any, props: any, ...children: any[]) => T): (texts: TemplateStringsArray, ...values: any[]) => T;
};
export default htm;
