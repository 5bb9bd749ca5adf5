import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { longestSecondsOf } from '../../core/bounds.ts';
import { Failure } from '../../core/failure.ts';
import { historyBoundOf } from '../../core/history-bound.ts';
import { parsePipeline, targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { planOf } from '../../core/plan.ts';

const FOLDER = 'test/pipelines';
const textOf = (path: string) => readFileSync(`${FOLDER}/${path}`, 'utf8');

test.each(readdirSync(`${FOLDER}/allowed`))('%s is a pipeline, and can be planned', (file) => {
  const pipeline = parsePipeline(textOf(`allowed/${file}`), file);

  expect(pipeline.stages.length).toBeGreaterThan(0);
  expect(planOf(pipeline).length).toBeGreaterThan(0);
});

/** The message with which a text is refused, without the file's name. */
function refusalOf(text: string): string {
  try {
    parsePipeline(text, '');
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'Refused') throw thrown;
    return thrown.message.split('\n')[0]!.replace(/^:/, '');
  }
  throw new Error('Expected the pipeline to be refused, got it accepted.');
}

test.each(readdirSync(`${FOLDER}/not`))(
  '%s is refused, for the reason in its first line',
  (file) => {
    const text = textOf(`not/${file}`);
    const stated = text.split('\n')[0]!.replace(/^# /, '');

    expect(stated).toMatch(/^\d+:\d+: /);
    expect(refusalOf(text)).toBe(stated);
  },
);

test('every problem of a file is told at once', () => {
  const text = textOf('not/unknown-key.yml');

  expect(() => parsePipeline(text, 'shop.yml')).toThrow(
    /^shop.yml:6:5: .*taregts.*\nshop.yml:5:5: .*tests, targets or waves/,
  );
});

const waves = parsePipeline(textOf('allowed/waves.yml'), 'waves.yml');

test('a plan lists the waves in order, each with what its machine must know', () => {
  const plan = planOf(waves);

  expect(plan).toMatchObject([
    {
      index: 0,
      stage: 'prod',
      wave: 'one-box',
      bake: { seconds: 600, extensionSeconds: 600 },
      rollback: 'release',
      lastOfStage: false,
      gateSeconds: 172_800,
      alarmsClearSeconds: 1_800,
    },
    { index: 1, wave: 'rest', bake: { seconds: 5_400 }, lastOfStage: true, deploySeconds: 3_600 },
  ]);
});

test('a stage of tests alone, or of targets alone, is one wave of its own name', () => {
  const [verify] = planOf(parsePipeline(textOf('allowed/tests-alone.yml'), 'x'));

  expect(verify).toMatchObject({ stage: 'verify', wave: 'verify', targets: [], lastOfStage: true });
  expect(verify!.bake).toBeUndefined();
});

/** A pipeline of one wave of so many targets. */
function wide(count: number): PipelineDefinition {
  const [stage] = waves.stages;
  const [target] = targetsOf(stage!);
  const targets = Array.from({ length: count }, (_, index) => ({ ...target!, name: `t${index}` }));
  return { ...waves, stages: [{ ...stage!, waves: undefined, targets }] };
}

test('a wave too wide for one execution is carried out in slices', () => {
  const plan = planOf(wide(300));

  expect(plan.map(({ targets }) => targets.length)).toEqual([0, 100, 100, 100]);
});

test('every accepted plan keeps well under 25,000 events, and its time covers all its waits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), (count) => {
      for (const wave of planOf(wide(count)).filter(({ targets }) => targets.length > 0)) {
        expect(historyBoundOf(wave)).toBeLessThan(25_000 / 2 + 1);
        expect(longestSecondsOf(wave)).toBeGreaterThan(
          wave.gateSeconds + wave.deploySeconds + wave.bake!.seconds + wave.bake!.extensionSeconds,
        );
      }
    }),
  );
});
