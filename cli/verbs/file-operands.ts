// Files that verbs take.

export const pipelineFile = {
  value: 'FILE',
  what: 'one pipeline file',
  text: 'a pipeline, such as tidegate.yml',
} as const;

export const policyOption = {
  value: 'FILE',
  text: 'an organisation’s policy, in place of the default one',
} as const;
