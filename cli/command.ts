// A verb as a command of commander's, which reads its words and lays out its help. What is wrong is said in our words.

import { Command, Option as CommanderOption } from 'commander';
import { nearest } from '../core/nearest.ts';
import { checkChoice, optionTerm, refuseUsage, wordText } from './usage.ts';
import type { NamedVerb, Operand, Option, Verb } from './verb.ts';

export function commandOf(verb: NamedVerb): Command {
  const command = new Command(verb.name).helpOption('-h, --help', 'show this');
  for (const [option, about] of Object.entries(verb.options))
    command.addOption(commanderOption(option, about));
  for (const { value, text, many, optional } of Object.values(verb.operands)) {
    const term = many ? `${value}...` : value;
    command.argument(optional ? `[${term}]` : `<${term}>`, text);
  }
  return command;
}

function commanderOption(name: string, about: Option): CommanderOption {
  const { value, group } = about;
  const flags = value === undefined ? `--${name}` : `--${name} <${value}>`;
  const option = new CommanderOption(flags, optionText(about));
  if (group !== undefined) option.helpGroup(`${group}:`);
  if (value === undefined) return option;
  return option.argParser<unknown>((given, before) => {
    const one = valueFrom(given, `--${name}`, about);
    return about.many ? [...((before ?? []) as readonly unknown[]), one] : one;
  });
}

function optionText({ text, choices, default: usual }: Option): string {
  const more = [
    ...(choices ? [`one of ${choices.join(', ')}`] : []),
    ...(usual === undefined ? [] : [`default ${usual}`]),
  ];
  return more.length > 0 ? `${text} (${more.join('; ')})` : text;
}

function valueFrom(given: string, typed: string, { choices, parse }: Option): unknown {
  if (choices) checkChoice(given, typed, choices);
  return parse ? parse(given, typed) : given;
}

/** What the words ask for, by the names of operands and options. Throws `Refused`. */
export function readWords(
  verb: NamedVerb,
  words: readonly string[],
): Readonly<Record<string, unknown>> {
  refuseMissingValues(words, verb);
  const command = commandOf(verb);
  const { operands, unknown } = command.parseOptions([...words]);
  if (unknown[0] !== undefined) throw unknownOption(unknown[0], verb);
  return { ...operandsIn(operands, verb), ...optionsIn(command, verb) };
}

/** Commander takes whatever follows for an option's value; here one that looks like another option is refused. */
function refuseMissingValues(words: readonly string[], verb: Verb): void {
  for (const [index, word] of words.entries()) {
    if (word === '--') return;
    const about = Object.hasOwn(verb.options, word.slice(2)) && verb.options[word.slice(2)];
    if (!word.startsWith('--') || !about || about.value === undefined) continue;
    const next = words[index + 1];
    if (next === undefined)
      throw refuseUsage(`expected ${optionTerm(word.slice(2), about)}, got no ${about.value}`);
    if (/^-./.test(next))
      throw refuseUsage(
        `expected ${optionTerm(word.slice(2), about)}, got ${next}; if that is its value, write ${word}=${next}`,
      );
  }
}

function unknownOption(word: string, { options }: Verb) {
  const [typed = ''] = word.split('=');
  if (Object.hasOwn(options, typed.slice(2)))
    return refuseUsage(`expected ${typed} without a value, got ${wordText(word)}`);
  const known = Object.keys(options).map((option) => `--${option}`);
  const meant = nearest(typed, known);
  return refuseUsage(`unknown option ${word}${meant ? `; did you mean ${meant}?` : ''}`);
}

function optionsIn(command: Command, { options }: Verb): Readonly<Record<string, unknown>> {
  const given: Readonly<Record<string, unknown>> = command.opts();
  return Object.fromEntries(
    command.options.flatMap((option) => {
      const name = option.long?.slice(2) ?? '';
      const about = options[name];
      if (!about) return [];
      const value = given[option.attributeName()];
      // Commander reads `--no-dashboard` as what takes back a `dashboard`.
      if (about.value === undefined)
        return [[name, option.negate ? value === false : value === true]];
      return [[name, value ?? usualOf(name, about)]];
    }),
  );
}

function usualOf(name: string, about: Option): unknown {
  const { default: usual, required, many } = about;
  if (required) throw refuseUsage(`expected ${optionTerm(name, about)}, got none`);
  if (usual !== undefined) return valueFrom(usual, `--${name}`, about);
  return many ? [] : undefined;
}

function operandsIn(
  given: readonly string[],
  { operands, options }: Verb,
): Readonly<Record<string, unknown>> {
  const all = Object.entries(operands);
  const most = all.some(([, { many }]) => many) ? Number.POSITIVE_INFINITY : all.length;
  const least = all.filter(([, { optional }]) => !optional).length;
  if (given.length < least || given.length > most) throw wrongCount(given, operands, options);
  return Object.fromEntries(
    all.map(([name, about], index) => [
      name,
      about.many
        ? given.slice(index).map((word) => operandOf(word, about))
        : operandOf(given[index], about),
    ]),
  );
}

function operandOf(word: string | undefined, { value, choices }: Operand): string | undefined {
  if (word !== undefined && choices) checkChoice(word, value, choices);
  return word;
}

function wrongCount(
  given: readonly string[],
  operands: Verb['operands'],
  options: Verb['options'],
) {
  const all = Object.values(operands);
  const needed = all.filter(({ optional }) => !optional);
  const whats = (needed.length > 0 ? needed : all).map(({ what }) => what);
  const [first] = given;
  if (whats.length === 0 && first !== undefined)
    return refuseUsage(`expected options alone, got ${wordText(first)}`);
  // Most verbs name the pipeline first.
  const isPipelineTooMany = given.length > whats.length && Object.hasOwn(options, 'pipeline');
  const hint = isPipelineTooMany ? '; the pipeline is named by --pipeline' : '';
  return refuseUsage(`expected ${whats.join(' and ')}, got ${given.length || 'none'}${hint}`);
}
