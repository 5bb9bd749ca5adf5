// What a template's parameters are in each stage.

import { type Known, unknownText } from '../cloudformation/known-text.ts';
import { isObject, type Properties } from '../cloudformation/properties.ts';
import { objectIn, type Template } from '../cloudformation/read-template.ts';
import { visit } from '../cloudformation/references.ts';
import { CLEAR, type StageName, stageNamed, valueForStage } from './stage-names.ts';

/** Parameters that say the stage, as people call them. */
const SAYS_STAGE =
  /^(p|param)?_?(app|application|deploy|deployment|target|lambda)?_?(stage|env|environ|environment)(_?(name|type|id|tag|prefix|suffix))?(param|parameter)?$/i;

/**
 * The parameters that say the stage, with their value in a stage: what was given for it, else the word by which the
 * template itself knows it (an allowed value, a key of a mapping, what a condition compares it with), else the default
 * if that means it. Where the template has no such word, its value is not known.
 */
export function stageParameters(
  template: Template,
  stage: StageName,
  given: string | undefined,
): Known {
  const found = Object.entries(template.parameters).flatMap(([name, parameter]) => {
    const { Default, Type } = parameter;
    if (Type !== undefined && Type !== 'String') return [];
    const words = wordsFor(name, parameter, template);
    if (!SAYS_STAGE.test(name) && !words.some((word) => CLEAR.includes(word.toLowerCase())))
      return [];
    return [[name, given ?? valueFor(stage, words, Default) ?? unknownText(name)] as const];
  });
  return Object.fromEntries(found);
}

function valueFor(stage: StageName, words: readonly string[], usual: unknown): string | undefined {
  const word = valueForStage(stage, words);
  if (word !== undefined) return word;
  return typeof usual === 'string' && stageNamed(usual) === stage ? usual : undefined;
}

/** The words that the template has for a parameter. */
function wordsFor(
  name: string,
  { AllowedValues }: Properties,
  { resources, conditions, mappings }: Template,
): string[] {
  const words = Array.isArray(AllowedValues) ? AllowedValues.map(String) : [];
  const isIt = (value: unknown) => isObject(value) && value.Ref === name;
  const all = [...resources.values()].map(({ properties, attributes }) => [properties, attributes]);
  visit([all, conditions], (key, value) => {
    if (!Array.isArray(value)) return;
    const [first, second] = value as unknown[];
    if (key === 'Fn::FindInMap' && isIt(second) && typeof first === 'string')
      words.push(...Object.keys(objectIn(mappings[first])));
    if (key === 'Fn::Equals' && (isIt(first) || isIt(second)))
      words.push(...[first, second].filter((each) => typeof each === 'string'));
  });
  return [...new Set(words)].filter((word) => word !== '');
}
