// A revision of a pipeline, by any of its names.

export const revisionNamed = {
  value: 'REVISION',
  what: 'a revision',
  text: 'a release’s id, latest, a build’s number, a commit (7 digits at least) or a digest (sha256:…)',
} as const;
