import process from 'node:process';
import type {Reporter, TestCase, TestModule, TestSuite, SerializedError} from 'vitest/node';

/** Of a file that does not load, a hook that throws: the first error of each. */
function outsideErrors(part: TestModule | TestSuite): SerializedError[] {
	return [...part.errors().slice(0, 1), ...[...part.children.suites()].flatMap(suite => outsideErrors(suite))];
}

/** One line for all tests of a file that were skipped for the same reason. */
function skippedLines(tests: readonly TestCase[]): string[] {
	const groups = new Map<string, string[]>();
	for (const test of tests) {
		const result = test.result();
		const reason = (result.state === 'skipped' ? result.note : undefined) ?? test.meta().lacking ?? 'no reason given';
		const key = `${test.module.relativeModuleId}: ${reason}`;
		groups.set(key, [...groups.get(key) ?? [], test.fullName]);
	}

	return [...groups].map(([key, names]) => `skipped ${names.length === 1 ? `${names[0]} in ` : `${names.length} tests of `}${key}`);
}

const firstLine = (errors: readonly {readonly message?: string | undefined}[] | undefined) => errors?.[0]?.message?.split('\n')[0] ?? 'did not end';

function brokenLines(module: TestModule): string[] {
	const tests = [...module.children.allTests()].filter(test => ['failed', 'pending'].includes(test.result().state));
	return [
		...tests.map(test => `failed ${module.relativeModuleId} > ${test.fullName}: ${firstLine(test.result().errors)}`),
		...outsideErrors(module).map(error => `failed ${module.relativeModuleId}, outside its tests: ${firstLine([error])}`),
	];
}

/**
 * The last lines of a test run: what was skipped and why, what passed at the second try only, what failed, then `N passed, N failed, N skipped` alone.
 * A file that does not load, a failing hook, an error nobody caught and a test that never ended count as failed.
 */
export default class ClosingLine implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
		const tests = modules.flatMap(module => [...module.children.allTests()]);
		const inState = (state: string) => tests.filter(test => test.result().state === state);
		const skipped = inState('skipped');
		const broken = [...modules.flatMap(module => brokenLines(module)), ...unhandledErrors.map(error => `failed outside every test: ${firstLine([error])}`)];
		const flaky = tests.filter(test => test.diagnostic()?.flaky === true);
		const lines = [
			...skippedLines(skipped),
			...flaky.map(test => `passed only when tried again: ${test.module.relativeModuleId} > ${test.fullName}: ${firstLine(test.result().errors)}`),
			...broken,
			`${inState('passed').length} passed, ${broken.length} failed, ${skipped.length} skipped`,
		];
		process.stdout.write(`${lines.join('\n')}\n`);
	}
}
