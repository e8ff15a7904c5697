import process from 'node:process';
import type {Reporter, TestCase, TestModule, TestSuite, SerializedError} from 'vitest/node';

/** A folder of tests that broke outside its tests: a file that does not load, a beforeAll that throws. */
function brokenOutside(part: TestModule | TestSuite): number {
	return (part.errors().length > 0 ? 1 : 0)
		+ [...part.children.suites()].reduce((sum, suite) => sum + brokenOutside(suite), 0);
}

function skippedLine(test: TestCase): string {
	const result = test.result();
	const reason = result.state === 'skipped' && result.note !== undefined ? `: ${result.note}` : '';
	return `skipped ${test.module.relativeModuleId} > ${test.fullName}${reason}`;
}

/**
 * The last lines of a test run: every skipped test with its reason, then `N passed, N failed, N skipped` alone.
 * A file that does not load, a failing hook, an error nobody caught and a test that never ended count as failed.
 */
export default class ClosingLine implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
		const tests = modules.flatMap(module => [...module.children.allTests()]);
		const inState = (state: string) => tests.filter(test => test.result().state === state);
		const skipped = inState('skipped');
		const failed = inState('failed').length
			+ inState('pending').length
			+ modules.reduce((sum, module) => sum + brokenOutside(module), 0)
			+ unhandledErrors.length;
		const lines = [
			...skipped.map(skippedLine),
			`${inState('passed').length} passed, ${failed} failed, ${skipped.length} skipped`,
		];
		process.stdout.write(`${lines.join('\n')}\n`);
	}
}
