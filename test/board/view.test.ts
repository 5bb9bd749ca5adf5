import { statusOfTarget } from '../../core/board/target-view.ts';
import { LEDGER_SHOWN, pipelineView } from '../../core/board/view.ts';
import { statusOfWave } from '../../core/board/wave-status.ts';
import { bakeOf } from '../../core/board/wave-view.ts';
import type { Intent } from '../../core/intent.ts';
import { emptyStage } from '../../core/stage.ts';
import type { Target } from '../../core/target.ts';
import type { BakedWave } from '../../core/wave.ts';
import { endOf, testThat, type Went } from '../core/waves.ts';
import { installed, items, NOW, release, revision, shut, target, wave } from './items.ts';

const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

describe('the status of a wave', () => {
  const end = { at: at(0), outcome: 'Stopped', reason: '' } as const;
  const waiting = {
    ...emptyStage('shop', 'prod'),
    waiting: {
      release: 'shop-1',
      execution: '',
      order: { startedAt: '', number: 1 },
      digest: '',
      since: at(0),
    },
  };

  test.each<[string, Went, string]>([
    ['a wave that runs deploys', { openedAt: at(0) }, 'deploying'],
    ['its open test is seen', { tests: { smoke: testThat(undefined) } }, 'testing'],
    ['an ended test is not', { tests: { smoke: testThat('pass') } }, 'deploying'],
    [
      'a bake outshines its tests',
      { bake: { startedAt: at(0) }, tests: { smoke: testThat(undefined) } },
      'baking',
    ],
    ['a failed one is being taken back', { end: endOf('Failed') }, 'rollingBack'],
    ['a gate that is kept shut holds it off', { blockedBy: [shut] }, 'waiting'],
    ['one not reached is ahead', {}, 'ahead'],
    ['one that passed says so', { end: endOf('Passed') }, 'passed'],
    ['one that was taken back says so', { end: endOf('RolledBack') }, 'rolledBack'],
    ['one that was stopped says so', { end: endOf('Stopped') }, 'stopped'],
    ['one that is dirty says so', { end: endOf('LeftDirty') }, 'leftDirty'],
  ])('%s', (_, more, expected) => {
    const it = wave(1, 1, more);

    expect(statusOfWave(it, { release: release(1), stages: [], waves: [it], targets: [] })).toBe(
      expected,
    );
  });

  test('who waits for a stage waits in front of its first wave only', () => {
    const waves = [wave(1, 0), wave(1, 1), wave(1, 2)];

    const statuses = waves.map((it) =>
      statusOfWave(it, { release: release(1), stages: [waiting], waves, targets: [] }),
    );

    expect(statuses).toEqual(['ahead', 'waiting', 'ahead']);
  });

  test('a release that has ended waits for nothing, and takes nothing back', () => {
    const context = { release: release(1, { end }), stages: [waiting], waves: [], targets: [] };

    expect(statusOfWave(wave(1, 1), context)).toBe('ahead');
    expect(statusOfWave(wave(1, 1, { end: endOf('Failed') }), context)).toBe('stopped');
  });
});

describe('how far a bake is', () => {
  test.each([
    ['at its start', 0, 0, 3600],
    ['half way', 30, 0.5, 1800],
    ['at its end', 60, 1, 0],
    ['past its end', 75, 1, 0],
    ['by a clock that is behind', -5, 0, 3900],
  ])('%s', (_, minutes, progress, secondsLeft) => {
    const it = wave(1, 1, { bake: { startedAt: at(0) } });

    expect(bakeOf(it as BakedWave, NOW + minutes * 60_000)).toEqual({
      progress,
      secondsLeft,
      extended: false,
    });
  });

  test('an extension starts again at nothing', () => {
    const it = wave(1, 1, { bake: { startedAt: at(-60), extended: { at: at(0), times: 1 } } });

    expect(bakeOf(it as BakedWave, NOW + 900_000)).toEqual({
      progress: 0.25,
      secondsLeft: 2700,
      extended: true,
    });
  });
});

describe('the status of a target', () => {
  const intent: Intent = {
    release: 'shop-2',
    wave: 1,
    doing: 'deploy',
    revision: revision(2),
    startedAt: at(0),
    fence: 1,
    status: 'open',
    calls: { state: 'none' },
  };
  const ended = (end: (Intent & { status: 'ended' })['end']): Intent => ({
    ...intent,
    status: 'ended',
    end,
  });
  const before = { running: installed(1), baked: installed(1) };

  test.each<[string, Partial<Target>, string]>([
    ['nothing was ever there', {}, 'empty'],
    ['what it runs has baked', before, 'baked'],
    ['what it runs has not baked', { running: installed(2), baked: installed(1) }, 'onTrial'],
    ['its first revision has not baked', { running: installed(1) }, 'onTrial'],
    ['a deployment is open', { ...before, intent }, 'deploying'],
    ['a rollback is open', { intent: { ...intent, doing: 'rollBack' } }, 'rollingBack'],
    ['a deployment failed', { intent: ended({ result: 'Failed', reason: 'why' }) }, 'unproven'],
    [
      'one was given up before it began',
      { ...before, intent: ended({ result: 'GivenUp', reason: 'why' }) },
      'baked',
    ],
  ])('%s', (_, more, expected) => {
    expect(statusOfTarget(target('prod-one', more))).toBe(expected);
  });
});

describe('the view of a pipeline', () => {
  test('before anything was released, everything is there and nothing is told of it', () => {
    const view = pipelineView(items(), NOW);

    expect(view.headline).toEqual({
      tone: 'quiet',
      text: 'No release yet: the next green build starts the first one',
    });
    expect(view.stages.map(({ name, waves }) => [name, waves.map((each) => each.status)])).toEqual([
      ['beta', ['ahead']],
      ['prod', ['ahead', 'ahead']],
    ]);
  });

  test('a wave tells of the release that moves there, though a newer one came further up', () => {
    const view = pipelineView(
      items({
        releases: [release(1), release(2)],
        waves: [
          wave(1, 0, { end: endOf('Passed') }),
          wave(1, 1, { bake: { startedAt: at(-30) } }),
          wave(2, 0, { end: endOf('Passed') }),
          wave(2, 1),
        ],
      }),
      NOW,
    );

    const [beta, prod] = view.stages;
    expect(beta!.waves[0]).toMatchObject({ status: 'passed', label: '#2 2abcdef' });
    expect(prod!.waves[0]).toMatchObject({
      status: 'baking',
      label: '#1 1abcdef',
      bake: { progress: 0.5, secondsLeft: 1800 },
    });
  });

  test('a stage says who holds it, who waits, and what keeps it shut', () => {
    const order = { startedAt: at(0), number: 1 };
    const view = pipelineView(
      items({
        releases: [release(1), release(2)],
        stages: [
          {
            ...emptyStage('shop', 'prod'),
            lease: {
              release: 'shop-1',
              execution: '',
              fence: 1,
              since: at(-5),
              intent: 'rollBack',
            },
            waiting: { release: 'shop-2', execution: '', order, digest: '', since: at(-1) },
            hold: { release: 'shop-1', order, since: at(-5), reason: 'alarm' },
            frozen: { release: 'gone', since: at(-2), reason: 'not proven' },
          },
        ],
      }),
      NOW,
    );

    expect(view.stages[1]).toMatchObject({
      holder: { label: '#1 1abcdef', intent: 'rollBack' },
      waiting: { label: '#2 2abcdef' },
      hold: { label: '#1 1abcdef', reason: 'alarm' },
      frozen: { reason: 'not proven' },
    });
    expect(view.headline).toEqual({
      tone: 'needsPerson',
      text: 'Stage prod is frozen: not proven',
    });
  });

  test('after a rollback, the headline and the targets say who still runs the revision', () => {
    const end = { at: at(-1), outcome: 'RolledBack', reason: 'alarm' } as const;
    const view = pipelineView(
      items({
        releases: [release(2, { end })],
        targets: [
          target('beta', { running: installed(2), baked: installed(2) }),
          target('prod-one', { running: installed(1), baked: installed(1) }),
        ],
        quarantined: [{ release: 'shop-2', since: at(-1), reason: 'alarm' }],
      }),
      NOW,
    );

    expect(view.headline).toEqual({
      tone: 'takenBack',
      text: '#2 2abcdef was rolled back; beta still runs it',
    });
    expect(view.stages[0]!.waves[0]!.targets[0]!.quarantined).toBe(true);
    expect(view.stages[1]!.waves[0]!.targets[0]!.quarantined).toBe(false);
    expect(view.releases[0]).toMatchObject({ quarantined: true, outcome: 'RolledBack' });
  });

  test('the ledger is newest first, and no longer than what is shown', () => {
    const ledger = Array.from({ length: LEDGER_SHOWN + 10 }, (_, minute) => ({
      at: at(minute),
      pipeline: 'shop',
      release: 'shop-1',
      event: 'WaveStarted' as const,
      subject: 'beta',
      text: String(minute),
    }));

    const shown = pipelineView(items({ ledger }), NOW).ledger;

    expect(shown).toHaveLength(LEDGER_SHOWN);
    expect(shown[0]!.text).toBe(String(LEDGER_SHOWN + 9));
  });
});
