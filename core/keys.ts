// Where each noun lives in the table.

interface Key {
  readonly pk: string;
  readonly sk: string;
}

const pipelinePartition = (pipeline: string) => `pipeline#${pipeline}`;

export const keys = {
  pipelineName: (pipeline: string): Key => ({ pk: 'pipelines', sk: pipeline }),
  definition: (pipeline: string): Key => ({ pk: pipelinePartition(pipeline), sk: 'definition' }),
  definitionVersion: (pipeline: string, version: number): Key => ({
    pk: pipelinePartition(pipeline),
    sk: `definition#${String(version).padStart(6, '0')}`,
  }),
  /** A piece of a definition that is too large for one item. */
  definitionPart: (pipeline: string, digest: string, part: number): Key => ({
    pk: pipelinePartition(pipeline),
    sk: `part#${digest}#${String(part).padStart(4, '0')}`,
  }),
  /** Which pipelines the builds of a project feed. */
  project: (account: string, region: string, project: string, pipeline: string): Key => ({
    pk: projectPartition(account, region, project),
    sk: pipeline,
  }),
  stage: (pipeline: string, stage: string): Key => ({
    pk: pipelinePartition(pipeline),
    sk: `stage#${stage}`,
  }),
  target: (pipeline: string, target: string): Key => ({
    pk: pipelinePartition(pipeline),
    sk: `target#${target}`,
  }),
  release: (pipeline: string, release: string): Key => ({
    pk: pipelinePartition(pipeline),
    sk: `release#${release}`,
  }),
  quarantine: (pipeline: string, digest: string): Key => ({
    pk: pipelinePartition(pipeline),
    sk: `quarantine#${digest}`,
  }),
  /** Says that a build has had its release. */
  released: (pipeline: string, build: string): Key => ({
    pk: pipelinePartition(pipeline),
    sk: `released#${build}`,
  }),
  wave: (release: string, wave: number): Key => ({
    pk: wavesPartition(release),
    sk: String(wave).padStart(4, '0'),
  }),
  /** What the judge last said of a target of a wave: of its bake, or of its traffic shift. */
  judging: (release: string, wave: number, target: string, of: string): Key => ({
    pk: judgingsPartition(release),
    sk: `${String(wave).padStart(4, '0')}#${target}#${of}`,
  }),
  /** A piece of what a judging was made from, where it is too large for one item. */
  exhibitPiece: (release: string, digest: string, piece: number): Key => ({
    pk: `exhibits#${release}`,
    sk: `${digest}#${String(piece).padStart(4, '0')}`,
  }),
  /** What a person says of a wave's verdict. */
  correction: (pipeline: string, release: string, wave: number): Key => ({
    pk: pipelinePartition(pipeline),
    sk: `correction#${release}#${String(wave).padStart(4, '0')}`,
  }),
  /** A change that somebody made, by its time: a stretch of time is a stretch of keys. */
  change: (account: string, region: string, at: string, id: string): Key => ({
    pk: changesPartition(account, region),
    sk: `${at}#${id}`,
  }),
  /** A release that a rule has refused: it never was one. */
  refused: (pipeline: string, release: string, execution: string): Key => ({
    pk: pipelinePartition(pipeline),
    sk: `refused#${release}#${execution}`,
  }),
  policy: (): Key => ({ pk: 'policy', sk: 'policy' }),
  policyVersion: (version: number): Key => ({
    pk: 'policy',
    sk: `policy#${String(version).padStart(6, '0')}`,
  }),
  /** A release that has not been settled, under the execution that carries it. */
  open: (execution: string): Key => ({ pk: 'open', sk: execution }),
};

export function projectPartition(account: string, region: string, project: string): string {
  return `project#${account}#${region}#${project}`;
}

export function wavesPartition(release: string): string {
  return `waves#${release}`;
}

export function judgingsPartition(release: string): string {
  return `judgings#${release}`;
}

export function changesPartition(account: string, region: string): string {
  return `changes#${account}#${region}`;
}
