import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface Import {
	/** As written: `./ratio.ts`, `node:fs`; `(computed)` when nobody can say where it leads. */
	readonly specifier: string;
	/** The file it leads to, relative to the project; null for a package. */
	readonly file: string | null;
	/** `import('./x.ts')` loads when it is reached; types never load, but bind all the same. */
	readonly kind: 'static' | 'dynamic' | 'type';
}

export interface SourceModule {
	/** Relative to the project: `source/text/cells.ts`. */
	readonly file: string;
	readonly imports: readonly Import[];
	/** What it reads without having declared it, with what is asked of that: `process.env`, `Date.now`, `new Date()`, `performance`. */
	readonly reads: readonly string[];
}

/** Every TypeScript module of a folder of the project. */
export function readSourceModules(root: string, folder: string): SourceModule[] {
	return readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
		.filter((name) => /\.tsx?$/.test(name))
		.map((name) => path.posix.join(folder, ...name.split(path.sep)))
		.sort()
		.map((file) => readSourceModule(file, readFileSync(path.join(root, file), 'utf8')));
}

/** One module, read with the compiler's own eyes. */
export function readSourceModule(file: string, text: string): SourceModule {
	const imports: Import[] = [];
	const reads: string[] = [];
	const declared = new Set<string>();
	const add = (target: ts.Node | undefined, kind: Import['kind']): void => {
		const specifier = target && ts.isStringLiteralLike(target) ? target.text : '(computed)';
		const local = specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, '')) : null;
		imports.push({specifier, file: local, kind});
	};

	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) {
			add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? 'type' : 'static');
		} else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
			add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static');
		} else if (ts.isImportTypeNode(node)) {
			add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, 'type');
		} else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
			add(node.arguments[0], 'dynamic');
		} else if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
			reads.push('new Date()');
		} else if (ts.isCallExpression(node) && node.expression.getText() === 'Date') {
			reads.push('Date()');
		} else if ((ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) && ts.isIdentifier(node.name)) {
			declared.add(node.name.text);
		} else if (ts.isIdentifier(node) && !isNameOfSomething(node)) {
			reads.push(ts.isPropertyAccessExpression(node.parent) ? `${node.text}.${node.parent.name.text}` : node.text);
		}

		ts.forEachChild(node, visit);
	};

	visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
	return {file, imports, reads: reads.filter((read) => !declared.has(read.replace(/\..*/, '')))};
}

/** The key in `share.process`, `{process: 1}`, `readonly process: number`, rather than the value of that name. */
function isNameOfSomething(node: ts.Identifier): boolean {
	const {parent} = node;
	return ts.isBindingElement(parent)
		? parent.propertyName === node
		: (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) ||
			ts.isPropertyDeclaration(parent) || ts.isMethodSignature(parent) || ts.isMethodDeclaration(parent) || ts.isJsxAttribute(parent)) &&
			parent.name === node;
}
