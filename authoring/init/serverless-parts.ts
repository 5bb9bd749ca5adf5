// A Serverless file as it is read, and what those are given who make a template's resources of it.

import type { Properties } from '../cloudformation/properties.ts';
import type { TemplateResource } from '../cloudformation/read-template.ts';

export interface ServerlessFile {
  readonly fileName: string;
  readonly text: string;
  readonly value: Properties;
  /** Where a function stands in the file, from 1. */
  lineOf(name: string): number;
}

export interface ServerlessParts {
  readonly file: ServerlessFile;
  /** The same with its variables resolved, as far as they can be known. */
  readonly value: Properties;
  readonly service: string;
  /** What the file calls the stage; undefined where nobody knows. */
  readonly stage: string | undefined;
  readonly provider: Properties;
}

export type MakeResource = (
  id: string,
  type: string,
  properties: Properties,
  attributes?: Properties,
) => TemplateResource;

/** The logical id that Serverless gives a function. */
export function logicalIdOf(name: string): string {
  const plain = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}LambdaFunction`;
}
