// Where a file is in a build's artifact, which is a zip archive.

import { text } from '../value-schemas.ts';

export const artifactPath = text.regex(
  /^(?!\/)[^\\:*?"<>|]{1,512}$/,
  'expected a path in the artifact, with / and without a / at its beginning',
);
