// How a verb is used, and the refusal of words that are not.

import { Failure } from '../core/failure.ts';
import { nearest } from '../core/nearest.ts';
import type { NamedVerb, Option } from './verb.ts';

/** Marks a failure as one of the words alone: it is told together with how they would be right. */
const WRONG_WORDS = Symbol('wrong words');

export function refuseUsage(problem: string): Failure {
  return new Failure('Refused', problem, { cause: WRONG_WORDS });
}

/** A refusal of the words ends with how the verb is used; anything else stays as it is. */
export function withUsage(verb: NamedVerb, thrown: unknown): unknown {
  if (!(thrown instanceof Failure) || thrown.cause !== WRONG_WORDS) return thrown;
  const [first, ...more] = usageOf(verb);
  const usage = [`usage: ${first}`, ...more.map((line) => `       ${line}`)];
  return new Failure('Refused', [thrown.message, ...usage].join('\n'), { cause: thrown });
}

/** A line for each form: `tidegate plan FILE [--start TIME] [--json]`. */
export function usageOf({ name, forms, operands, options }: NamedVerb): string[] {
  if (forms) return forms.map((form) => `tidegate ${name} ${form}`);
  const places = Object.values(operands).map(({ value, many, optional }) => {
    const term = many ? `${value}...` : value;
    return optional ? `[${term}]` : term;
  });
  const named = Object.entries(options).map(([option, about]) => {
    const term = `${optionTerm(option, about)}${about.many ? '...' : ''}`;
    return about.required ? term : `[${term}]`;
  });
  return [['tidegate', name, ...places, ...named].join(' ')];
}

/** `--start TIME` */
export function optionTerm(name: string, { value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/** Throws `Refused` where a word is none of those known, with the one that was probably meant. */
export function checkChoice(given: string, what: string, choices: readonly string[]): void {
  if (choices.includes(given)) return;
  const meant = nearest(given, choices);
  const hint = meant ? `; did you mean ${meant}?` : '';
  throw refuseUsage(`expected ${what} to be ${orText(choices)}, got ${wordText(given)}${hint}`);
}

function orText(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** A word as it is; in quotes where it could be mistaken for a part of the sentence, or would not be seen. */
export function wordText(word: string): string {
  return /^[\w.:/=@#-]+$/.test(word) ? word : JSON.stringify(word);
}
