// A pipeline declared in TypeScript beside a stack; `cdk synth` writes its definition into the cloud assembly.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, attachCustomSynthesis, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { CdkPipeline } from './cdk-input.ts';
import { problemsIn, textOf } from './definition-text.ts';
import { resolvePipeline } from './resolve-pipeline.ts';

export type { CdkPipeline, CdkStage, CdkTarget, CdkWave } from './cdk-input.ts';

export interface TidegatePipelineProps extends CdkPipeline {
  /** The file's name in the cloud assembly. Default: the pipeline's name and `.tidegate.yml`. */
  readonly fileName?: string;
}

/**
 * The way of one service to production, by the same strict definition as a `tidegate.yml`.
 *
 * It adds no resource. What is wrong with it is an error of the synthesis, each with its path, and then no file is
 * written, nor left from before. In force it is after `tidegate apply cdk.out/NAME.tidegate.yml`.
 */
export class TidegatePipeline extends Construct {
  /** The file's name in the cloud assembly. */
  readonly fileName: string;
  readonly #pipeline: CdkPipeline;

  constructor(scope: Construct, id: string, props: TidegatePipelineProps) {
    super(scope, id);
    const { fileName, ...pipeline } = props;
    this.#pipeline = pipeline;
    this.fileName = fileName ?? `${pipeline.pipeline}.tidegate.yml`;
    this.node.addValidation({ validate: () => this.#validate() });
    attachCustomSynthesis(this, { onSynthesize: ({ outdir }) => this.#write(outdir) });
  }

  /** The definition's text and its problems, each `path: what was expected, what was got, what to do`. */
  check(): { readonly text: string; readonly problems: readonly string[] } {
    const stack = stackAround(this);
    const { definition, problems } = resolvePipeline(this.#pipeline, stack);
    const text = textOf(definition, this.node.path);
    const all = problems.length > 0 ? problems : problemsIn(text);
    const texts = all.map(({ path, text: said }) => (path ? `${path}: ${said}` : said));
    return { text, problems: [...texts, ...this.#problemsOfTheFile()] };
  }

  #problemsOfTheFile(): string[] {
    const { fileName } = this;
    if (!isPlainName(fileName))
      return [`fileName: expected a file's name without folders, got ${JSON.stringify(fileName)}`];
    const others = this.node.root.node
      .findAll()
      .filter((it) => it instanceof TidegatePipeline && it.fileName === fileName && it !== this);
    return others.map(
      ({ node }) =>
        `fileName: expected each pipeline to have its own, got ${fileName} in ${node.path} too`,
    );
  }

  /** Inside a stack the errors are annotations, which the CDK shows whole; elsewhere it collects none. */
  #validate(): string[] {
    const { problems } = this.check();
    if (stackAround(this) === undefined) return [...problems];
    for (const problem of problems) Annotations.of(this).addError(problem);
    return [];
  }

  #write(outdir: string): void {
    if (!isPlainName(this.fileName)) return;
    const root = this.node.root;
    const path = join(Stage.isStage(root) ? root.outdir : outdir, this.fileName);
    const { text, problems } = this.check();
    if (problems.length === 0) writeFileSync(path, text);
    else rmSync(path, { force: true });
  }
}

function stackAround(construct: Construct): Stack | undefined {
  return construct.node.scopes.findLast((scope) => Stack.isStack(scope)) as Stack | undefined;
}

function isPlainName(fileName: string): boolean {
  return /^\w[\w.-]*$/.test(fileName);
}
