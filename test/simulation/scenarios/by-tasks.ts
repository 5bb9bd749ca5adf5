// How the example scenarios end in which CodeDeploy brings services of ECS a second set of tasks.

const TASKS = 'examples/tasks/tidegate.yml';
const ALL = ['good beta…us-east-1'];
const BACK = ['bad beta', 'previous eu-central-1…us-east-1'];
const KEPT = ['good beta', 'previous eu-central-1…us-east-1'];

export const byTasks = [
  ['tasks-good', ['Promoted good', 'Promoted better'], ['better beta…us-east-1'], TASKS],
  ['tasks-alarm-before-traffic', ['RolledBack bad'], BACK, TASKS],
  ['tasks-alarm-in-a-canary', ['RolledBack bad'], BACK, TASKS],
  ['tasks-alarm-in-a-bake', ['RolledBack bad'], BACK, TASKS],
  ['tasks-alarm-too-late', ['RolledBack bad'], BACK, TASKS],
  ['tasks-stop-answer-lost', ['RolledBack bad'], BACK, TASKS],
  ['tasks-held', ['RolledBack good'], KEPT, TASKS],
  ['tasks-stopped-by-hand', ['RolledBack good'], KEPT, TASKS],
  ['tasks-ready-event-lost', ['Promoted good'], ALL, TASKS],
  ['tasks-calls-fail', ['Promoted good'], ALL, TASKS],
  ['tasks-fails-once', ['Promoted good'], ALL, TASKS],
  [
    'tasks-somebody-deploys',
    ['Stopped good'],
    ['good beta', 'theirs eu-central-1', 'previous us-east-1'],
    TASKS,
  ],
] as const;
