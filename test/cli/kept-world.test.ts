import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpRequest } from '@tidegate/embedded-aws/transport/http';
import { keepWorld } from '../../cli/kept-world.ts';
import { run } from './run-words.ts';

let place: string;
let folder: string;
let begun: { seed: number; pipelineFile: string; scenarioFile: string };
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'tidegate-'));
  folder = join(place, 'kept');
  begun = { seed: 7, pipelineFile: join(place, 'p.yml'), scenarioFile: join(place, 's.yml') };
  writeFileSync(begun.pipelineFile, 'pipeline: shop');
  writeFileSync(begun.scenarioFile, 'builds: []');
});

const nothing = { seed: false, pipeline: false, scenario: false };
const keep = (more: Partial<typeof begun> = {}, asked: Partial<typeof nothing> = {}) =>
  keepWorld(folder, { ...begun, ...more }, { ...nothing, ...asked });
const request = (path: string): HttpRequest => ({
  method: 'POST',
  host: '127.0.0.1',
  path,
  query: {},
  headers: { authorization: 'AWS4', 'x-amz-security-token': 'secret' },
  body: new Uint8Array([0, 255]),
});

test('a kept world goes on with its own beginning, with what was asked, from where it had come', () => {
  const first = keep();
  first.note(10, request('/a'));
  first.reached(25.5);
  mkdirSync(join(folder, 'dynamodb-1-r'));
  first.close();

  const second = keep({ seed: 1 });

  expect(first.before).toBeUndefined();
  expect(second).toMatchObject(begun);
  expect(second.before?.reachedAt).toBe(25.5);
  expect(second.before?.requests).toEqual([
    { at: 10, request: { ...request('/a'), headers: { authorization: 'AWS4' } } },
  ]);
  // The table is played again.
  expect(readdirSync(folder).sort()).toEqual(['lock', 'reached', 'requests.jsonl', 'world.json']);
  second.close();
});

test('a process that died in the middle of a line, and before it said how far it had come, loses nothing else', () => {
  const first = keep();
  first.note(10, request('/a'));
  first.note(20, request('/b'));
  first.close();
  const file = join(folder, 'requests.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -9));

  expect(keep().before).toMatchObject({ reachedAt: 10, requests: [{ at: 10 }] });
});

describe('refused in words is', () => {
  test.each<[string, () => string, RegExp]>([
    ['an empty name', () => '', /expected --keep to name a folder, got an empty name/],
    ['a blank one', () => '  ', /got an empty name/],
    ['a file', () => begun.pipelineFile, /a file stands in its path/],
    ['a folder below a file', () => join(begun.pipelineFile, 'x'), /a file stands in its path/],
    ['a name that is too long', () => join(place, 'x'.repeat(300)), /its name is too long/],
    ['a folder of something else', () => place, /which holds 2 entries of something else/],
  ])('%s', (_, at, why) => {
    expect(() => keepWorld(at(), begun, nothing)).toThrow(why);
  });

  test('another seed, pipeline or scenario than the world that is kept has', () => {
    keep().close();

    expect(() => keep({ seed: 3 }, { seed: true })).toThrow('its own seed 7, got --seed 3');
    expect(() => keep({ pipelineFile: 'q.yml' }, { pipeline: true })).toThrow('its own pipeline');
    expect(() => keep({ scenarioFile: 'q.yml' }, { scenario: true })).toThrow('its own scenario');
    // None of them has kept the folder from others.
    keep().close();
  });

  test('a pipeline that has changed since', () => {
    keep().close();
    writeFileSync(begun.pipelineFile, 'pipeline: other');

    expect(() => keep()).toThrow('p.yml as it was when the world');
  });

  test('what somebody else has written into it', () => {
    keep().close();
    appendFileSync(join(folder, 'requests.jsonl'), '{}\n{}\n');
    expect(() => keep()).toThrow('something else in line 1');

    writeFileSync(join(folder, 'world.json'), '{"format":2}');
    expect(() => keep()).toThrow('expected world.json');
  });

  test('a folder that another run has, until that has ended', () => {
    keep();
    writeFileSync(join(folder, 'lock'), String(process.ppid));
    expect(() => keep()).toThrow(`which process ${process.ppid} has`);

    writeFileSync(join(folder, 'lock'), '999999999');
    keep().close();
  });

  test('a disk that takes no more, once it says so', () => {
    const kept = keep();
    kept.refuseIfBroken();
    expect(kept.isStopped()).toBe(false);

    kept.onBroken(Object.assign(new Error('IO error'), { code: 'ENOSPC' }));

    expect(kept.isStopped()).toBe(true);
    expect(() => kept.refuseIfBroken()).toThrow(
      /no longer takes what is written: its disk has less/,
    );
  });

  test('each of these on the command line, before anything is played', async () => {
    await expect(run('dev', '--once', '--keep', '')).rejects.toThrow('got an empty name');
    await expect(run('dev', '--once', '--keep', 'core')).rejects.toThrow('got core, which holds');
  });
});

test('a folder that goes away under a run ends it in words', () => {
  const kept = keep();
  rmSync(folder, { recursive: true });

  kept.reached(5);

  expect(() => kept.refuseIfBroken()).toThrow(
    'no longer takes what is written: it cannot be made there',
  );
});
