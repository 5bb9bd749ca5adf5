// An alias of a Lambda function that Tidegate itself shifts.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { functionWatchedAs, layFunction, provisionFunction, sharesBehind } from './function.ts';
import type { Kind } from './kind.ts';

export const alias: Kind<TargetOf<'alias'>> = {
  provision: provisionFunction,
  lay: (aws, target, { content }) => layFunction(aws, target, content),
  shares: sharesBehind,
  watchedAs: functionWatchedAs,
};
