import path from 'node:path';
import ts from 'typescript';

const root = path.join(import.meta.dirname, '../..');

/** What the compiler has to say of files in the strictest of its moods. They need not be on the disk; packages are ours. */
export function compilerComplaints(texts: Readonly<Record<string, string>>): readonly string[] {
	const files = new Map(Object.entries(texts).map(([name, text]) => [path.join(root, 'test', name), text]));
	const options: ts.CompilerOptions = {
		noEmit: true, strict: true, noUnusedLocals: true, noUnusedParameters: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: true,
		target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: [],
	};
	const host = ts.createCompilerHost(options);
	const read = host.getSourceFile.bind(host);
	host.getSourceFile = (file, version, ...more) => files.has(file) ? ts.createSourceFile(file, files.get(file) ?? '', version) : read(file, version, ...more);
	const exists = host.fileExists.bind(host);
	host.fileExists = file => files.has(file) || exists(file);
	const program = ts.createProgram([...files.keys()], options, host);
	return ts.getPreEmitDiagnostics(program).map(({file, messageText, start = 0}) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')} at: ${file?.text.slice(start, start + 60) ?? ''}`);
}
