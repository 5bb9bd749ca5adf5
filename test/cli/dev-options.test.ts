import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { devFiles } from '../../cli/dev-options.ts';
import { run } from './run-words.ts';

describe('the options of npm start', () => {
  test('play the example, unless told otherwise', () => {
    const asked = { once: false, packaged: false, json: false, port: 0, seed: 1 };
    const none = { keep: undefined, pause: undefined, pipeline: undefined, scenario: undefined };

    expect(devFiles({ ...asked, ...none })).toEqual({
      pipelineFile: expect.stringContaining('examples/checkout/tidegate.yml'),
      scenarioFile: expect.stringContaining('examples/scenarios/two-releases.yml'),
    });
  });

  test.each([
    ['an unknown option', ['--onec'], /unknown option --onec; did you mean --once\?/],
    [
      'a port that is none',
      ['--port', 'http'],
      /expected --port to be a whole number from 0 to 65535, got "http"/,
    ],
    ['a port that is too large', ['--port', '65536'], /from 0 to 65535/],
    ['a seed that is none', ['--seed', '1.5'], /expected --seed to be a whole number/],
    ['a file that is a folder', ['examples'], /expected a file to read at examples, got a folder/],
    ['a word too many', ['a.yml', 'b.yml'], /expected one pipeline file, got 2/],
    [
      'what is played here, of a team’s file',
      ['a.yml', '--once'],
      /expected --once without a FILE, got a\.yml: what is played here takes its pipeline by --pipeline/,
    ],
    [
      'a stage of one’s own without a file',
      ['--as', 'ada'],
      /expected a team’s FILE with --as, got none/,
    ],
    [
      'a stage to pause at that there is not',
      ['--pause', 'gama'],
      /expected --pause to be verify, beta, gamma or prod, got gama; did you mean gamma\?/,
    ],
    ['a report of a run that is followed', ['--json'], /expected --once with --json/],
  ])('refuse %s', async (_, args, expected) => {
    await expect(run('dev', ...args)).rejects.toThrow(expected);
  });

  test.each([
    [
      'a pipeline that is not there',
      ['--pipeline', 'none.yml'],
      /expected a file to read at none\.yml, got none of that name/,
    ],
    [
      'a scenario that is a folder',
      ['--scenario', 'examples'],
      /expected a file to read at examples, got a folder/,
    ],
  ])('refuse %s before anything is played', async (_, args, expected) => {
    await expect(run('dev', '--once', ...args)).rejects.toThrow(expected);
  });

  test('refuse a pipeline that says something unknown, and where', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tidegate-'));
    const file = join(folder, 'tidegate.yml');
    writeFileSync(file, 'pipeline: shop\nsorce: { project: x }\nstages: []\n');

    await expect(run('dev', '--once', '--pipeline', file)).rejects.toThrow(/sorce/);
  });
});
