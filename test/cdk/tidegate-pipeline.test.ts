// The construct, synthesised for real. Needs aws-cdk-lib: `npm ci --prefix cdk`; skipped without.

import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { App, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CdkStage, TidegatePipelineProps } from '../../cdk/tidegate-pipeline.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';

const library = libraryOrUndefined();
const describeIfInstalled = library ? describe : describe.skip;

function libraryOrUndefined(): string | undefined {
  try {
    return createRequire(resolve('cdk/tidegate-pipeline.ts')).resolve('aws-cdk-lib');
  } catch {
    return undefined;
  }
}

beforeEach(() => {
  // The CDK prints its advice on templates there.
  jest.spyOn(console, 'error').mockImplementation(() => {});
});

const beta = { account: '111122223333', region: 'eu-west-1' };
const prod = { account: '222233334444', region: 'eu-west-1' };

describeIfInstalled('the construct (skipped without aws-cdk-lib: npm ci --prefix cdk)', () => {
  async function synthesise(
    declare: (app: App, parts: Parts) => void,
    outdir = mkdtempSync(join(tmpdir(), 'tidegate-cdk-')),
  ) {
    const { App, Lazy, Stack } = await import('aws-cdk-lib');
    const { TidegatePipeline } = await import('../../cdk/tidegate-pipeline.ts');
    const { serviceStack } = await import('./apps.ts');
    const app = new App({ outdir });
    declare(app, { Stack, Lazy, serviceStack, TidegatePipeline });
    const assembly = app.synth();
    const stacks = assembly.stacks.flatMap(({ messages }) => messages);
    const texts = stacks
      .filter(({ level }) => level === 'error')
      .map(({ entry }) => String(entry.data));
    return { outdir, texts };
  }

  interface Parts {
    readonly Stack: typeof import('aws-cdk-lib').Stack;
    readonly Lazy: typeof import('aws-cdk-lib').Lazy;
    readonly serviceStack: typeof import('./apps.ts').serviceStack;
    readonly TidegatePipeline: typeof import('../../cdk/tidegate-pipeline.ts').TidegatePipeline;
  }

  /** The pipeline of examples/minimal, with targets as the app declares them. */
  function hello(betaTarget: Target, prodTarget: Target): TidegatePipelineProps {
    return {
      pipeline: 'hello',
      owner: 'team-hello',
      contact: '#team-hello',
      source: { project: 'hello-build', branches: ['main'] },
      stages: [
        { name: 'verify', tests: [{ name: 'dependencies', project: 'hello-dependency-check' }] },
        {
          name: 'beta',
          targets: [betaTarget],
          tests: [{ name: 'smoke', project: 'hello-smoke-test' }],
        },
        { name: 'prod', targets: [prodTarget], bake: { for: '1h' } },
      ],
    };
  }
  type Target = NonNullable<CdkStage['targets']>[number];

  function declareHello(app: App, { serviceStack, TidegatePipeline }: Parts, named = true) {
    const first = serviceStack(app, 'beta', beta, { named });
    const last = serviceStack(app, 'prod', prod, { named });
    new TidegatePipeline(
      last.stack,
      'Pipeline',
      hello(
        { name: 'beta', lambda: first },
        {
          name: 'prod',
          lambda: last,
          alarms: [last.errors, 'hello-latency', 'hello-throttles'],
          dataPoints: {
            namespace: 'AWS/Lambda',
            metric: 'Invocations',
            dimensions: { FunctionName: 'hello' },
            atLeast: 30,
          },
        },
      ),
    );
  }

  test('it synthesises to the same definition as the file that says the same', async () => {
    const { outdir, texts } = await synthesise(declareHello);

    const written = readFileSync(join(outdir, 'hello.tidegate.yml'), 'utf8');
    const byHand = readFileSync('examples/minimal/tidegate.yml', 'utf8');
    expect(texts).toEqual([]);
    expect(parsePipeline(written, 'cdk')).toEqual(parsePipeline(byHand, 'hand'));
  });

  test('the same app gives the same bytes', async () => {
    const once = await synthesise(declareHello);
    const again = await synthesise(declareHello);

    const read = (outdir: string) => readFileSync(join(outdir, 'hello.tidegate.yml'), 'utf8');
    expect(read(again.outdir)).toBe(read(once.outdir));
  });

  test('each name that CloudFormation would make up is an error that says what to give', async () => {
    const { outdir, texts } = await synthesise((app, parts) => declareHello(app, parts, false));

    expect(texts).toHaveLength(7);
    expect(texts).toContainEqual(
      'stages.1.targets.0.lambda.function: expected hello-beta/Function to have a name that is known at ' +
        'synthesis, got one that CloudFormation makes up when it deploys; give that construct functionName',
    );
    expect(texts.join('\n')).toMatch(/give that construct alarmName/);
    expect(existsSync(join(outdir, 'hello.tidegate.yml'))).toBe(false);
  });

  test('a stack that deploys anywhere is refused, unless the target says where it is', async () => {
    const target = (parts: Parts, app: App, place: object): Target => ({
      name: 'prod',
      ...place,
      lambda: parts.serviceStack(app, 'prod', undefined),
    });
    const declare = (place: object) => (app: App, parts: Parts) =>
      new parts.TidegatePipeline(new parts.Stack(app, 'tools'), 'Pipeline', {
        pipeline: 'hello',
        source: { project: 'hello-build' },
        stages: [{ name: 'prod', targets: [target(parts, app, place)] }],
      });

    const refused = await synthesise(declare({}));
    const accepted = await synthesise(declare(prod));

    expect(refused.texts.map((text) => text.split(':')[0])).toEqual([
      'stages.0.targets.0.account',
      'stages.0.targets.0.region',
    ]);
    expect(refused.texts[0]).toContain("give the stack env: { account: '111122223333'");
    expect(accepted.texts).toEqual([]);
  });

  test('what a file would be refused for is refused by its path, all at once, and a stale file goes', async () => {
    const outdir = mkdtempSync(join(tmpdir(), 'tidegate-cdk-'));
    writeFileSync(join(outdir, 'hello.tidegate.yml'), 'of the synthesis before');
    const place = {
      ...prod,
      lambda: { function: 'f', alias: 'a', application: 'x', deploymentGroup: 'g' },
    };

    const { texts } = await synthesise((app, { Stack, TidegatePipeline }) => {
      new TidegatePipeline(new Stack(app, 'tools'), 'Pipeline', {
        pipeline: 'hello',
        source: { project: 'hello-build', sorce: 1 } as never,
        stages: [{ name: 'Prod', targets: [{ name: 'prod', ...place }], bake: { for: '60' } }],
      });
    }, outdir);

    expect(texts).toEqual([
      expect.stringMatching(/^source\.sorce: unknown key sorce/),
      expect.stringMatching(/^stages\.0\.name: expected lower-case letters/),
      expect.stringMatching(/^stages\.0\.bake\.for: expected a duration such as 90s/),
    ]);
    expect(existsSync(join(outdir, 'hello.tidegate.yml'))).toBe(false);
  });

  test('a rule that only the whole file can break is refused at its path too', async () => {
    const { texts } = await synthesise((app, parts) => {
      const last = parts.serviceStack(app, 'prod', prod);
      new parts.TidegatePipeline(last.stack, 'Pipeline', {
        pipeline: 'hello',
        source: { project: 'hello-build' },
        stages: [{ name: 'prod', targets: [{ name: 'prod', lambda: last }], bake: { for: '1h' } }],
      });
    });

    expect(texts).toEqual([
      expect.stringMatching(
        /^stages\.0\.targets\.0: expected target prod .* to name alarms or dataPoints/,
      ),
    ]);
  });

  test('values that the app knows lazily are resolved, those it does not know are refused', async () => {
    const declare = (owner: (parts: Parts, stack: Stack) => string) => (app: App, parts: Parts) => {
      const stack = new parts.Stack(app, 'tools');
      const tests = [{ name: 'one', project: 'one' }];
      new parts.TidegatePipeline(stack, 'Pipeline', {
        pipeline: 'hello',
        owner: owner(parts, stack),
        source: { project: 'hello-build' },
        stages: [{ name: 'verify', tests }],
      });
    };

    const lazy = await synthesise(declare(({ Lazy }) => Lazy.string({ produce: () => 'us' })));
    const unknown = await synthesise(declare((_, stack) => stack.stackId));

    expect(readFileSync(join(lazy.outdir, 'hello.tidegate.yml'), 'utf8')).toContain('owner: us');
    expect(unknown.texts).toEqual([
      expect.stringMatching(/^owner: expected a literal value, got /),
    ]);
  });

  test('outside any stack the errors are the validation of the app', async () => {
    const declare = (app: Construct, { TidegatePipeline }: Parts) => {
      new TidegatePipeline(app, 'Pipeline', {
        pipeline: 'hello',
        source: { project: 'hello-build' },
        stages: [{ name: 'verify' }],
      });
    };

    await expect(synthesise(declare)).rejects.toThrow(
      /\[Pipeline\] stages\.0: expected tests, targets or waves, got none of them/,
    );
  });

  test('two pipelines of one file name, and a name with folders, are refused', async () => {
    const stages = [{ name: 'verify', tests: [{ name: 'one', project: 'one' }] }];
    const props = { pipeline: 'hello', source: { project: 'hello-build' }, stages };

    const { texts, outdir } = await synthesise((app, { Stack, TidegatePipeline }) => {
      const stack = new Stack(app, 'tools');
      new TidegatePipeline(stack, 'One', props);
      new TidegatePipeline(stack, 'Two', props);
      new TidegatePipeline(stack, 'Three', { ...props, fileName: '../three.yml' });
    });

    expect(texts).toHaveLength(3);
    expect(texts.join('\n')).toMatch(/got hello\.tidegate\.yml in tools\/Two too/);
    expect(texts.join('\n')).toMatch(
      /expected a file's name without folders, got "\.\.\/three\.yml"/,
    );
    expect(existsSync(join(outdir, '..', 'three.yml'))).toBe(false);
  });
});
