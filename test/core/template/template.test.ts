import { readFileSync } from 'node:fs';
import { Failure } from '../../../core/failure.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { parseTemplate, type TemplateReader } from '../../../core/pipeline/template.ts';
import { refusalOf, serviceOf, TEMPLATE } from './making.ts';

test.each([
  [
    'another version than the one it extends',
    TEMPLATE.replace('version: 3', 'version: 4'),
    /^shop\.yml:2:45: expected version 3 of template standard, got 4 in repo\/standard\.yml; see what changed in it, then extend version 4$/,
  ],
  [
    'a template that extends another',
    `${TEMPLATE}\nextends: { template: x.yml, version: 1 }`,
    /^repo\/standard\.yml:\d+:\d+: extends: expected a template that extends none: only pipelines extend templates/,
  ],
  [
    'a misspelt key in the template',
    TEMPLATE.replace('rollback:', 'rolback:'),
    /repo\/standard\.yml:10:\d+: unknown key rolback; did you mean rollback\?/,
  ],
  [
    'a template that is a pipeline',
    'pipeline: p\nsource: { project: b }\nstages: []',
    /^repo\/standard\.yml:1:1: .*template: expected text/m,
  ],
  [
    'a stage that is there twice',
    TEMPLATE.replace('name: gamma', 'name: verify'),
    /^repo\/standard\.yml:9:\d+: expected each to have its own name, got verify twice$/,
  ],
])('%s is refused, in the file that is wrong', (_, template, expected) => {
  expect(refusalOf(serviceOf({}), template)).toMatch(expected);
});

test('a template that is not there, or has no place to be, is refused at its name', () => {
  const missing: TemplateReader = (path) => {
    throw new Failure('Refused', `expected a file to read at ${path}, got none of that name`);
  };

  expect(() => parsePipeline(serviceOf({}), 'shop.yml', missing)).toThrow(
    'shop.yml:2:22: expected a file to read at standard.yml, got none of that name; the path begins where this file is',
  );
  const absolute = serviceOf({}).replace('standard.yml', '/org/standard.yml');
  expect(() => parsePipeline(absolute, 'shop.yml', missing)).toThrow(
    /^shop\.yml:2:22: expected a file to read at \/org\/standard\.yml, got none of that name$/,
  );
  expect(() => parsePipeline(serviceOf({}), 'shop.yml')).toThrow(
    /^shop\.yml:2:22: expected a pipeline that extends nothing, since no files can be read here$/,
  );
});

test('the example’s template can be read, and says all that a template may about production', () => {
  const file = 'examples/templates/standard.yml';

  expect(parseTemplate(readFileSync(file, 'utf8'), file).stages.at(-1)).toMatchObject({
    name: 'prod',
    dataPointsAtLeast: 20,
  });
});
