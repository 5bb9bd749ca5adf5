// All verbs, each loaded when it is asked for.

import { Failure } from '../core/failure.ts';
import { nearest } from '../core/nearest.ts';
import { wordText } from './usage.ts';
import type { CommandLine, Verb } from './verb.ts';

const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  dev: async () => (await import('./verbs/dev.ts')).dev,
  init: async () => (await import('./verbs/init.ts')).init,
  lint: async () => (await import('./verbs/lint.ts')).lint,
  plan: async () => (await import('./verbs/plan.ts')).plan,
  simulate: async () => (await import('./verbs/simulate.ts')).simulate,
  alarms: async () => (await import('./verbs/alarms.ts')).alarms,
  needs: async () => (await import('./verbs/needs.ts')).needs,
  scorecard: async () => (await import('./verbs/scorecard.ts')).scorecard,
  login: async () => (await import('./verbs/login.ts')).login,
  status: async () => (await import('./verbs/status.ts')).status,
  board: async () => (await import('./verbs/board.ts')).board,
  releases: async () => (await import('./verbs/releases.ts')).releases,
  apply: async () => (await import('./verbs/apply.ts')).apply,
  diff: async () => (await import('./verbs/diff.ts')).diff,
  history: async () => (await import('./verbs/history.ts')).history,
  drift: async () => (await import('./verbs/drift.ts')).drift,
  remove: async () => (await import('./verbs/remove.ts')).remove,
  rename: async () => (await import('./verbs/rename.ts')).rename,
  policy: async () => (await import('./verbs/policy.ts')).policy,
  start: async () => (await import('./verbs/start.ts')).start,
  hold: async () => (await import('./verbs/hold.ts')).hold,
  resume: async () => (await import('./verbs/resume.ts')).resume,
  stop: async () => (await import('./verbs/stop.ts')).stop,
  'stop-the-line': async () => (await import('./verbs/stop-the-line.ts')).stopTheLine,
  freeze: async () => (await import('./verbs/freeze.ts')).freeze,
  unfreeze: async () => (await import('./verbs/unfreeze.ts')).unfreeze,
  rollback: async () => (await import('./verbs/rollback.ts')).rollback,
  lift: async () => (await import('./verbs/lift.ts')).lift,
  quarantine: async () => (await import('./verbs/quarantine.ts')).quarantine,
  approve: async () => (await import('./verbs/approve.ts')).approve,
  reject: async () => (await import('./verbs/reject.ts')).reject,
  override: async () => (await import('./verbs/override.ts')).override,
  'skip-region': async () => (await import('./verbs/skip-region.ts')).skipRegion,
  'skip-wait': async () => (await import('./verbs/skip-wait.ts')).skipWait,
  retry: async () => (await import('./verbs/retry.ts')).retry,
  'why-blocked': async () => (await import('./verbs/why-blocked.ts')).whyBlocked,
  queue: async () => (await import('./verbs/queue.ts')).queue,
  explain: async () => (await import('./verbs/explain.ts')).explain,
  logs: async () => (await import('./verbs/logs.ts')).logs,
  ledger: async () => (await import('./verbs/ledger.ts')).ledger,
  dora: async () => (await import('./verbs/dora.ts')).dora,
  noise: async () => (await import('./verbs/noise.ts')).noise,
  correct: async () => (await import('./verbs/correct.ts')).correct,
  signals: async () => (await import('./verbs/signals.ts')).signals,
  request: async () => (await import('./verbs/request.ts')).request,
  replay: async () => (await import('./verbs/replay.ts')).replay,
  judge: async () => (await import('./verbs/judge.ts')).judge,
  asl: async () => (await import('./verbs/asl.ts')).asl,
  help: async () => (await import('./verbs/help.ts')).help,
  completion: async () => (await import('./verbs/completion.ts')).completion,
};

export const commandLine: CommandLine = {
  names: Object.keys(verbs),
  verbNamed: async (name) => {
    const load = Object.hasOwn(verbs, name) && verbs[name];
    if (load) return { name, ...(await load()) };
    const meant = nearest(name, Object.keys(verbs));
    const hint = meant
      ? `did you mean ${meant}?`
      : `expected one of ${Object.keys(verbs).join(', ')}`;
    throw new Failure('Refused', `unknown verb ${wordText(name)}; ${hint}`);
  },
};
