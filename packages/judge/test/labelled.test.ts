// The goals of the judge on the labelled releases of `../shared/bake-cases`, read where they lie and never copied.

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Case, readCase } from '../case.ts';
import { judge } from '../judge.ts';

const folder = new URL('../../../../shared/bake-cases/', import.meta.url);
const isThere = existsSync(folder);
if (!isThere) console.warn(`skipped: expected the labelled releases in ${folder.pathname}`);

interface Label {
  readonly label: 'pass' | 'fail';
  readonly suite: string;
  readonly source: string;
  readonly canarySilent?: boolean;
  readonly incidentStart: number | null;
  readonly cause: { readonly node: string } | null;
}

const labels: Readonly<Record<string, Label>> = isThere
  ? JSON.parse(readFileSync(new URL('labels.json', folder), 'utf8'))
  : {};

const deployed = ['canary', 'canary-aa', 'beforeafter'];

function readDeployed(): Case[] {
  const text = gunzipSync(readFileSync(new URL('cases.jsonl.gz', folder))).toString('utf8');
  return text.split('\n').flatMap((line) => {
    const reading = line === '' ? null : readCase(JSON.parse(line));
    const isDeployed = reading?.ok && deployed.includes(labels[reading.case.id]?.suite ?? '');
    return isDeployed ? [reading.case] : [];
  });
}

(isThere ? describe : describe.skip)('on the labelled releases, at normal', () => {
  const answers = (isThere ? readDeployed() : []).map((it) => ({
    label: labels[it.id] as Label,
    ...judge(it),
  }));
  const harmless = answers.filter(({ label }) => label.label === 'pass');
  const telling = answers.filter(({ label }) => label.label === 'fail' && !label.canarySilent);
  const caught = telling.filter(({ verdict }) => verdict === 'fail');

  test('at most 1% of the harmless are rolled back, and of the A/A pods none', () => {
    const failed = harmless.filter(({ verdict }) => verdict === 'fail');

    expect(failed.length).toBeLessThanOrEqual(0.01 * harmless.length);
    expect(failed.filter(({ label }) => label.suite === 'canary-aa')).toEqual([]);
  });

  test('at least 90% of the defective that report anything are caught', () => {
    expect(caught.length).toBeGreaterThanOrEqual(0.9 * telling.length);
  });

  test('no silent revision passes, and at most 3% of the harmless are left undecided', () => {
    const silent = answers.filter(({ label }) => label.canarySilent && label.label === 'fail');
    const undecided = harmless.filter(({ verdict }) => verdict === 'inconclusive');

    expect(silent.filter(({ verdict }) => verdict === 'pass')).toEqual([]);
    expect(undecided.length).toBeLessThanOrEqual(0.03 * harmless.length);
  });

  test('half of the caught are caught by their second point', () => {
    const soon = caught.filter(({ at, label }) => at - (label.incidentStart ?? 0) + 1 <= 2);

    expect(soon.length).toBeGreaterThanOrEqual(0.5 * caught.length);
  });

  test('on PetShop the root cause leads in at least 90% of the failures', () => {
    const failures = caught.filter(({ label }) => label.source === 'PetShop');
    const led = failures.filter(({ ranked, label }) => ranked[0] === label.cause?.node);

    expect(led.length).toBeGreaterThanOrEqual(0.9 * failures.length);
  });
});
