// What a Serverless file calls the stages.

import { isObject } from '../cloudformation/properties.ts';
import { objectIn } from '../cloudformation/read-template.ts';
import type { ServerlessFile } from './serverless-parts.ts';
import { CLEAR, type StageName, valueForStage } from './stage-names.ts';

/** Serverless’s own, where a file says none. */
const USUAL = 'dev';

/** The word for a stage that the file has settings for, or names as its usual one; undefined where it has none. */
export function serverlessStageValue(
  { value }: ServerlessFile,
  stage: StageName,
): string | undefined {
  const provider = objectIn(value.provider);
  const settings = Object.values(objectIn(value.custom)).filter(isObject);
  const [, usual = ''] =
    /^(?:\$\{opt:stage\s*,\s*['"])?([\w-]+)/.exec(String(provider.stage ?? USUAL)) ?? [];
  const words = [
    usual,
    ...Object.keys(objectIn(value.params)),
    ...Object.keys(objectIn(value.stages)),
    ...settings.flatMap((each) => Object.keys(each)),
    ...settings.flatMap(({ stages }) => (Array.isArray(stages) ? stages.map(String) : [])),
  ];
  return valueForStage(
    stage,
    words.filter((word) => CLEAR.includes(word.toLowerCase())),
  );
}
