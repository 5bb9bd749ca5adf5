// By what CodeBuild's own resources are allowed: a build by its project, a report by its group.

/** Of a build's or a batch's id, or its ARN. */
export function projectOf(id: string): string {
  return id.replace(/^arn:.*:(build|build-batch)\//, '').split(':')[0]!;
}

/** Of a report's ARN. */
export function groupOfReport(report: string): string {
  return report.replace(/:report\/([^:]+):.*$/, ':report-group/$1');
}
