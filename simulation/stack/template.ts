// A CloudFormation template, as far as it is read here: what `serverless package` writes, and what the sources say.

/** Where a stack stands. */
export interface Home {
  readonly account: string;
  readonly region: string;
}

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Parameter {
  readonly Type?: string;
  readonly Default?: unknown;
}

export interface Template {
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** The template as it is where parameters are given other values than their defaults. */
export function withParameters(
  template: Template,
  values: Readonly<Record<string, string>>,
): Template {
  const given = Object.entries(values).map(([name, Default]) => {
    const parameter = template.Parameters?.[name];
    if (!parameter) throw new Error(`Expected the template to have a parameter ${name}, got none.`);
    return [name, { ...parameter, Default }];
  });
  return { ...template, Parameters: { ...template.Parameters, ...Object.fromEntries(given) } };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
