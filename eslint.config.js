import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{ignores: ['dist/', 'node_modules/', '.versions/', 'test/fixtures/', 'build/*.mjs', 'eslint.config.js', 'bench/*.mjs']},
	js.configs.recommended,
	...tseslint.configs.recommendedTypeChecked,
	{
		languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
		plugins: {'react-hooks': hooks},
		rules: {
			...hooks.configs.recommended.rules,
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-assertions': ['error', {assertionStyle: 'never'}],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			'@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true}],
			'@typescript-eslint/only-throw-error': 'error',
			'@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_'}],
			'no-control-regex': 'off', // terminal escapes are this program's material
			eqeqeq: ['error', 'always', {null: 'ignore'}],
		},
	},
	{
		// A test may look at a value it knows the shape of; production code must parse it.
		files: ['test/**', 'bench/**'],
		rules: {'@typescript-eslint/consistent-type-assertions': 'off'},
	},
);
