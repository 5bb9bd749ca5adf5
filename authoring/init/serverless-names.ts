// How Serverless names what it makes, and what its makers are given.

import type { Properties } from '../cloudformation/properties.ts';
import type { TemplateResource } from '../cloudformation/read-template.ts';

export interface Parts {
  readonly file: ServerlessFile;
  readonly value: Properties;
  readonly service: string;
  readonly stage: string;
  readonly provider: Properties;
}

/** The logical id that Serverless gives a function. */
export function logicalIdOf(name: string): string {
  const plain = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}LambdaFunction`;
}

export type Make = (
  id: string,
  type: string,
  properties: Properties,
  attributes?: Properties,
) => TemplateResource;

export interface ServerlessFile {
  readonly fileName: string;
  readonly text: string;
  readonly value: Properties;
  /** Where a function stands in the file, from 1. */
  lineOf(name: string): number;
}
