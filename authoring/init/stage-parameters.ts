// What a template's parameters are in each stage.

import type { Known } from '../cloudformation/known-text.ts';
import type { Template } from '../cloudformation/read-template.ts';
import { type StageName, stageNamed, valueForStage } from './stage-names.ts';

/** Parameters that say the stage, as people call them. */
const SAYS_STAGE =
  /^(p|param)?_?(app|application|deploy|deployment|target|lambda)?_?(stage|env|environ|environment)(_?(name|type|id|tag|prefix|suffix))?(param|parameter)?$/i;

/**
 * The parameters that say the stage, with their value in a stage: the allowed value that means it, else what was given
 * for it, else the default if that means it, else the stage's own name.
 */
export function stageParameters(
  { parameters }: Template,
  stage: StageName,
  given: string | undefined,
): Known {
  const found = Object.entries(parameters).flatMap(([name, { AllowedValues, Default, Type }]) => {
    if (!SAYS_STAGE.test(name) || (Type !== undefined && Type !== 'String')) return [];
    const allowed = Array.isArray(AllowedValues) ? AllowedValues.map(String) : undefined;
    const value = valueFor(stage, allowed, Default, given);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

function valueFor(
  stage: StageName,
  allowed: readonly string[] | undefined,
  usual: unknown,
  given: string | undefined,
): string | undefined {
  if (given !== undefined) return given;
  if (allowed) return valueForStage(stage, allowed);
  if (typeof usual === 'string' && stageNamed(usual) === stage) return usual;
  return stage;
}
