export default class HungReporter {
  constructor(settings: object, options?: { readonly exit?: (code: number) => void });
  onTestFileStart(test: { readonly path: string }): void;
  onTestFileResult(test: { readonly path: string }): void;
}
