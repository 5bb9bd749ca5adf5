import { readFileSync } from 'node:fs';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../../core/pipeline/schema.ts';
import { drawBadDay, harms } from '../../../simulation/bad-days/draw-bad-day.ts';

const checkout = pipelineOf('examples/checkout/tidegate.yml');
const seeds = Array.from({ length: 150 }, (_, index) => index + 1);

function pipelineOf(file: string): PipelineDefinition {
  return parsePipeline(readFileSync(file, 'utf8'), file);
}

test('a day is a function of its seed, and each kind of harm has its days', () => {
  const days = seeds.map((seed) => drawBadDay(seed, [checkout], 600));

  expect(seeds.slice(0, 5).map((seed) => drawBadDay(seed, [checkout], 600))).toEqual(
    days.slice(0, 5),
  );
  expect([...new Set(days.map(({ harm }) => harm))].sort()).toEqual([...harms].sort());
  const good = days.filter(({ harm }) => harm === 'none');
  expect(good.every(({ hasTrouble, where }) => hasTrouble && where === undefined)).toBe(true);
});

test('what shows in a target may show in all that come after it, and in none before', () => {
  const names = ['beta', 'gamma', 'one-box', 'eu-west-1', 'eu-west-1-workers', 'us-east-1'];
  const spread = seeds
    .map((seed) => drawBadDay(seed, [checkout], 600))
    .filter(({ harm }) => harm === 'silence')
    .map(({ scenario }) => (scenario.misbehaviours ?? []).map((it) => 'target' in it && it.target));

  expect(spread.some((targets) => targets.length > 1)).toBe(true);
  for (const targets of spread) {
    const places = targets.map((target) => names.indexOf(String(target))).filter((at) => at >= 0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  }
});

test('of two versions only what both have goes wrong', () => {
  const [first, ...others] = checkout.stages;
  const shorter = { ...checkout, stages: [first!, ...others.slice(0, 1)] };
  const targets = seeds.flatMap((seed) => {
    const { scenario } = drawBadDay(seed, [checkout, shorter], 600);
    return (scenario.misbehaviours ?? []).map((it) => ('target' in it ? it.target : it.test));
  });

  expect([...new Set(targets)].sort()).toEqual(['beta', 'dependencies', 'destructive', 'package']);
});
