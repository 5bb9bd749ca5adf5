// How the example scenarios end in which jobs of CodeBuild bring revisions.

const JOBS = 'examples/jobs/tidegate.yml';
const BACK = (revision: string) => [`${revision} beta`, 'previous prod'];

export const byJob = [
  ['jobs-good', ['Promoted good'], ['good beta…prod'], JOBS],
  ['jobs-event-lost', ['Promoted good'], ['good beta…prod'], JOBS],
  ['jobs-answer-lost', ['Promoted good'], ['good beta…prod'], JOBS],
  ['jobs-script-fails', ['RolledBack broken'], BACK('broken'), JOBS],
  ['jobs-fault-then-good', ['Promoted good'], ['good beta…prod'], JOBS],
  ['jobs-alarm-in-a-bake', ['RolledBack bad'], BACK('bad'), JOBS],
  ['jobs-somebody-runs-one', ['Stopped good'], ['good beta', 'theirs prod'], JOBS],
  ['jobs-nothing-says', ['LeftDirty good'], BACK('good'), JOBS],
] as const;
