/**
 * C11 with GNU extensions over tokens, not over text: kpigen's preprocessor has the tokens already, so the parser is given one
 * character a token (the alphabet below; src/syntax/alphabet.ts renders it) and never lexes names, numbers, strings or white
 * space again. An identifier that names a typedef is a character of its own: the lexer hack, which makes C an LR(1) language.
 *
 * Names follow C11 annex A. A rule or token whose name begins with `_` leaves no node. See README.md.
 */

const PRECEDENCE = { comma: 1, or: 4, and: 5, bitOr: 6, xor: 7, bitAnd: 8, equality: 9, relation: 10, shift: 11, sum: 12, product: 13 };

const list1 = ($, rule) => seq(rule, repeat(seq($._comma, rule)));

export default grammar({
  name: "kpi_c",
  extras: () => [],
  inline: ($) => [
    $._unit_item,
    $._declarator,
    $._pointer,
    $._parameter_declarator,
    $._parameters,
    $._member_declarators,
    $._init_declarators,
    $._array_size,
    $._lead,
    $._no_type,
    $._single_type,
    $._basic_type,
  ],
  conflicts: ($) => [[$.enum_specifier]],

  rules: {
    unit: ($) => repeat($._unit_item),
    _unit_item: ($) =>
      choice(
        $._declaration,
        $.bare_declaration,
        $.function_definition,
        $.static_assert,
        $.asm_statement,
        $.attribute_declaration,
        $.empty_declaration,
        $.fragment_expression,
        $.fragment_type,
        $.fragment_block,
      ),

    // Fragments: macro bodies and function bodies, each begun by a mark that no C token has.
    fragment_expression: ($) => seq($._mark_expression, $._expression, $._semicolon),
    fragment_type: ($) => seq($._mark_type, $.type_name, $._semicolon),
    fragment_block: ($) => seq($._mark_block, $.compound_statement),

    // --- external declarations (6.9) ---
    empty_declaration: ($) => $._semicolon,
    attribute_declaration: ($) => seq($._attributes, $._semicolon),
    function_definition: ($) =>
      seq(
        optional(choice($.specifiers, $.implicit_specifiers, seq($._extension, $.specifiers))),
        $._declarator,
        repeat($._declarator_tail),
        repeat($._old_style_parameter),
        choice($.body, $.compound_statement),
      ),
    _old_style_parameter: ($) => choice($.old_style_declaration),
    old_style_declaration: ($) => seq($.specifiers, $._init_declarators, $._semicolon),

    _declaration: ($) => choice($.declaration, seq($._extension, $._declaration)),
    declaration: ($) =>
      choice(
        seq($.specifiers, optional($._init_declarators), $._semicolon),
        seq($.implicit_specifiers, $._init_declarators, $._semicolon),
      ),
    bare_declaration: ($) => seq($._init_declarators, $._semicolon),
    _init_declarators: ($) =>
      seq($.init_declarator, repeat(seq($._comma, choice($.init_declarator, $.attributed_init_declarator)))),
    attributed_init_declarator: ($) => seq($._attributes, $.init_declarator),
    init_declarator: ($) => seq($._declarator, repeat($._declarator_tail), optional(seq($._equals, $._initializer))),
    _declarator_tail: ($) => prec(1, choice($.asm_label, $._attribute)),
    asm_label: ($) => seq($._asm, $._open, $.string, $._close),
    static_assert: ($) =>
      seq($._static_assert, $._open, $._assignment, optional(seq($._comma, $.string)), $._close, $._semicolon),

    // --- specifiers (6.7.1 to 6.7.5): one typedef name, or one tag, or basic words; what follows is the declarator ---
    specifiers: ($) =>
      prec.right(
        1,
        choice(
          seq(optional($._lead), $._single_type, optional($._single_rest)),
          seq(optional($._lead), $._basic_type, optional($._basic_rest)),
        ),
      ),
    // no repeat(): that has no precedence, and an attribute behind the second word of a parameter's type would end it
    _single_rest: ($) => prec.right(1, seq(optional($._single_rest), choice($._no_type, $._attribute))),
    _basic_rest: ($) => prec.right(1, seq(optional($._basic_rest), choice($._basic_type, $._no_type, $._attribute))),
    implicit_specifiers: ($) => prec(-1, $._prefix),
    _prefix: ($) =>
      choice(seq(optional($._attributes), $._no_type), seq($._prefix, choice($._no_type, $._attribute))),
    _lead: ($) => prec(1, choice($._attributes, $._prefix)),
    _no_type: ($) => choice($.qualifier, $.storage, $.atomic, $.alignas_specifier),
    _single_type: ($) => choice($.typedef_name, $.record_specifier, $.enum_specifier, $.typeof_specifier, $.atomic_specifier),
    _basic_type: ($) => choice($.basic, $.bit_int),
    bit_int: ($) => seq($._bit_int, $._open, $._expression, $._close),
    atomic_specifier: ($) => prec(1, seq($.atomic, $._open, $.type_name, $._close)),
    typeof_specifier: ($) => seq($._typeof, $._open, choice($.type_name, $._expression), $._close),
    alignas_specifier: ($) => seq($._alignas, $._open, choice($.type_name, $._conditional), $._close),

    record_specifier: ($) =>
      prec.right(
        seq(
          $._record,
          repeat($._attribute),
          choice(
            seq($._name, optional(seq($.member_list, repeat($._attribute)))),
            seq($.member_list, repeat($._attribute)),
          ),
        ),
      ),
    member_list: ($) =>
      seq(
        $._begin,
        repeat(choice($._member_declaration, $.static_assert, $._semicolon)),
        optional($._unended_member),
        $._end,
      ),
    _member_declaration: ($) => choice($.member_declaration, seq($._extension, $._member_declaration)),
    member_declaration: ($) => seq($.specifiers, optional($._member_declarators), $._semicolon),
    // GCC and clang take a last member without a semicolon, and warn
    _unended_member: ($) => choice($.unended_member_declaration, seq($._extension, $._unended_member)),
    unended_member_declaration: ($) => seq($.specifiers, $._member_declarators),
    _member_declarators: ($) => seq($.member_declarator, repeat(seq($._comma, $._later_member))),
    _later_member: ($) => choice($.member_declarator, $.attributed_member_declarator),
    attributed_member_declarator: ($) => seq($._attributes, $.member_declarator),
    member_declarator: ($) =>
      choice(
        seq($._declarator, repeat($._attribute), optional(seq($.bit_width, repeat($._attribute)))),
        seq($.bit_width, repeat($._attribute)),
      ),
    bit_width: ($) => seq($._colon, $._conditional),

    enum_specifier: ($) =>
      choice(
        seq($._enum, repeat($._attribute), $._name, optional($.underlying)),
        prec.right(
          seq(
            $._enum,
            repeat($._attribute),
            optional($._name),
            optional($.underlying),
            $.enumerator_list,
            repeat($._attribute),
          ),
        ),
      ),
    underlying: ($) => seq($._colon, $.specifiers),
    enumerator_list: ($) => seq($._begin, optional(seq(list1($, $.enumerator), optional($._comma))), $._end),
    enumerator: ($) => seq($._name, repeat($._attribute), optional(seq($._equals, $._conditional))),

    // --- attributes (GCC: Attribute Syntax; C23 6.7.13) ---
    _attributes: ($) => repeat1($._attribute),
    _attribute: ($) => choice($._gnu_attribute, $._standard_attribute, $.convention),
    _gnu_attribute: ($) =>
      seq(
        $._attribute_word,
        $._open,
        $._open,
        optional($.attribute),
        repeat(seq($._comma, optional($.attribute))),
        $._close,
        $._close,
      ),
    _standard_attribute: ($) =>
      seq(
        $._open_standard_attribute,
        $._open_index,
        optional($.attribute),
        repeat(seq($._comma, optional($.attribute))),
        $._close_index,
        $._close_index,
      ),
    attribute: ($) =>
      seq(
        $._attribute_name,
        optional(seq($._colon, $._colon, $._attribute_name)),
        optional(seq($._open, optional(list1($, choice($._assignment, $.type_name))), $._close)),
      ),
    _attribute_name: ($) => choice($._name, $.qualifier, $.storage, $.basic, $.atomic, $._alignas),

    // --- declarators (6.7.6) ---
    _declarator: ($) => choice($.pointer_declarator, $._direct_declarator),
    pointer_declarator: ($) => seq($._pointer, $._declarator),
    _pointer: ($) => prec.right(seq(choice($._star, $._caret), repeat(choice($.qualifier, $.atomic, $._attribute)))),
    _direct_declarator: ($) =>
      choice($._name, $.nested_declarator, $.array_declarator, $.function_declarator, $.attributed_declarator),
    nested_declarator: ($) => seq($._open, optional($._attributes), $._declarator, $._close),
    array_declarator: ($) => seq($._direct_declarator, $._array_size),
    function_declarator: ($) => seq($._direct_declarator, $._open, optional(choice($._parameters, $.identifiers)), $._close),
    attributed_declarator: ($) => prec(2, seq($._direct_declarator, $._standard_attribute)),
    _array_size: ($) =>
      seq(
        $._open_index,
        repeat(choice($.qualifier, $.storage, $.atomic)),
        optional(choice($._assignment, $._star)),
        $._close_index,
      ),
    identifiers: ($) => list1($, $.identifier),
    _parameters: ($) =>
      choice(seq(list1($, $.parameter_declaration), optional(seq($._comma, $._ellipsis))), $._ellipsis),
    parameter_declaration: ($) =>
      seq(choice($.specifiers, $.implicit_specifiers), optional($._parameter_declarator), repeat($._attribute)),

    // A parameter's or type name's declarator: its name may be missing. `(t` there begins parameters (6.7.6.3p11).
    _parameter_declarator: ($) => choice($.pointer_parameter, $._direct_parameter),
    pointer_parameter: ($) => prec.right(seq($._pointer, optional($._parameter_declarator))),
    _direct_parameter: ($) =>
      choice(
        prec(-1, $._name),
        $.nested_parameter,
        $.array_parameter,
        $.function_parameter,
        $.attributed_parameter,
      ),
    nested_parameter: ($) => seq($._open, optional($._attributes), $._parameter_declarator, $._close),
    array_parameter: ($) => seq(optional($._direct_parameter), $._array_size),
    function_parameter: ($) => seq(optional($._direct_parameter), $._open, optional($._parameters), $._close),
    attributed_parameter: ($) => prec(2, seq($._direct_parameter, $._standard_attribute)),

    type_name: ($) => seq($.specifiers, optional($._parameter_declarator)),

    // --- initializers (6.7.9) ---
    _initializer: ($) => choice($._assignment, $.initializer_list),
    initializer_list: ($) =>
      seq($._begin, optional(seq(list1($, $._initializer_item), optional($._comma))), $._end),
    _initializer_item: ($) => choice($._initializer, $.designated_initializer),
    designated_initializer: ($) =>
      choice(seq(repeat1($._designator), optional($._equals), $._initializer), seq($.old_designator, $._initializer)),
    old_designator: ($) => seq($._name, $._colon),
    _designator: ($) => choice($.member_designator, $.index_designator),
    member_designator: ($) => seq($._dot, $._name),
    index_designator: ($) => seq($._open_index, $._conditional, optional(seq($._ellipsis, $._conditional)), $._close_index),

    // --- expressions (6.5) ---
    _expression: ($) => choice($._assignment, $.comma_expression),
    comma_expression: ($) => seq($._expression, $._comma, $._assignment),
    _assignment: ($) => choice($._conditional, $.assignment_expression),
    assignment_expression: ($) => seq($._unary, choice($._equals, $._assign), $._assignment),
    _conditional: ($) => choice($._binary, $.conditional_expression, $.elvis_expression),
    conditional_expression: ($) => seq($._binary, $._question, $._expression, $._colon, $._conditional),
    elvis_expression: ($) => seq($._binary, $._question, $._colon, $._conditional),
    _binary: ($) => choice($._cast, $.binary_expression),
    binary_expression: ($) =>
      choice(
        ...[
          [PRECEDENCE.or, $._or],
          [PRECEDENCE.and, $._and],
          [PRECEDENCE.bitOr, $._bar],
          [PRECEDENCE.xor, $._caret],
          [PRECEDENCE.bitAnd, $._ampersand],
          [PRECEDENCE.equality, $._equality],
          [PRECEDENCE.relation, $._relation],
          [PRECEDENCE.shift, $._shift],
          [PRECEDENCE.sum, $._sum],
          [PRECEDENCE.product, choice($._star, $._slash)],
        ].map(([level, operator]) => prec.left(level, seq($._binary, operator, $._binary))),
      ),
    _cast: ($) => choice($._unary, $.cast_expression),
    cast_expression: ($) => seq($._open, $.type_name, $._close, $._cast),
    _unary: ($) =>
      choice(
        $._postfix,
        $.unary_expression,
        $.prefix_expression,
        $.sizeof_expression,
        $.sizeof_type,
        $.label_address,
        $.extension_expression,
      ),
    unary_expression: ($) => seq(choice($._prefix_operator, $._star, $._ampersand, $._sum), $._cast),
    prefix_expression: ($) => seq($._step, $._unary),
    sizeof_expression: ($) => seq($._sizeof, $._unary),
    sizeof_type: ($) => seq($._sizeof, $._open, $.type_name, $._close),
    label_address: ($) => seq($._and, $._name),
    extension_expression: ($) => seq($._extension, $._cast),
    _postfix: ($) =>
      choice(
        $.identifier,
        $.number,
        $.character,
        $.string,
        seq($._open, $._expression, $._close),
        $.statement_expression,
        $.subscript_expression,
        $.call_expression,
        $.member_expression,
        $.postfix_expression,
        $.compound_literal,
        $.generic_selection,
        $.offsetof_expression,
        $.builtin_call,
      ),
    string: ($) => repeat1($._string),
    statement_expression: ($) => seq($._open, $.compound_statement, $._close),
    subscript_expression: ($) => seq($._postfix, $._open_index, $._expression, $._close_index),
    call_expression: ($) => seq($._postfix, $._open, optional(list1($, $._assignment)), $._close),
    member_expression: ($) => seq($._postfix, choice($._dot, $._arrow), $._name),
    postfix_expression: ($) => seq($._postfix, $._step),
    compound_literal: ($) => seq($._open, $.type_name, $._close, $.initializer_list),
    generic_selection: ($) => seq($._generic, $._open, $._assignment, repeat1(seq($._comma, $.association)), $._close),
    association: ($) => seq(choice($.type_name, $._default), $._colon, $._assignment),
    offsetof_expression: ($) => seq($._offsetof, $._open, $.type_name, $._comma, $._name, repeat($._designator), $._close),
    // __builtin_va_arg(e, T), __builtin_types_compatible_p(T, T): calls that take type names.
    builtin_call: ($) => seq($._builtin, $._open, list1($, choice($._assignment, $.type_name)), $._close),

    // --- statements (6.8); labels stand beside what they label ---
    compound_statement: ($) => seq($._begin, repeat($._block_item), $._end),
    _block_item: ($) => choice($._declaration, $.static_assert, $._label, $._statement),
    _statement: ($) => choice($._plain_statement, $.attributed_statement),
    _plain_statement: ($) =>
      choice(
        $.compound_statement,
        $.expression_statement,
        $.if_statement,
        $.while_statement,
        $.switch_statement,
        $.do_statement,
        $.for_statement,
        $.goto_statement,
        $.computed_goto,
        $.jump_statement,
        $.return_statement,
        $.asm_statement,
        $.local_labels,
      ),
    _substatement: ($) => choice($._statement, $.labeled_statement),
    labeled_statement: ($) => seq(repeat1($._label), $._statement),
    _label: ($) => choice($.label, $.case_label, $.default_label),
    label: ($) => seq($._name, $._colon),
    case_label: ($) => seq($._case, $._conditional, optional(seq($._ellipsis, $._conditional)), $._colon),
    default_label: ($) => seq($._default, $._colon),
    expression_statement: ($) => seq(optional($._expression), $._semicolon),
    if_statement: ($) =>
      prec.right(seq($._if, $._open, $._expression, $._close, $._substatement, optional(seq($._else, $._substatement)))),
    while_statement: ($) => seq($._while, $._open, $._expression, $._close, $._substatement),
    switch_statement: ($) => seq($._switch, $._open, $._expression, $._close, $._substatement),
    do_statement: ($) => seq($._do, $._substatement, $._while, $._open, $._expression, $._close, $._semicolon),
    for_statement: ($) =>
      seq(
        $._for,
        $._open,
        choice($._declaration, $.expression_statement),
        $.expression_statement,
        optional($._expression),
        $._close,
        $._substatement,
      ),
    goto_statement: ($) => seq($._goto, $._name, $._semicolon),
    computed_goto: ($) => seq($._goto, $._star, $._expression, $._semicolon),
    jump_statement: ($) => seq($._jump, $._semicolon),
    return_statement: ($) => seq($._return, optional($._expression), $._semicolon),
    local_labels: ($) => seq($._label_word, list1($, $._name), $._semicolon),
    attributed_statement: ($) => seq($._attributes, $._plain_statement),
    asm_statement: ($) =>
      seq(
        $._asm,
        repeat(choice($.qualifier, $.storage, $._goto)),
        $._open,
        $.string,
        repeat($.asm_section),
        $._close,
        $._semicolon,
      ),
    asm_section: ($) => seq($._colon, optional(list1($, choice($.asm_operand, $.string, $._name)))),
    asm_operand: ($) =>
      seq(optional(seq($._open_index, $._name, $._close_index)), $.string, $._open, $._expression, $._close),

    // --- the alphabet: one character a token (src/syntax/alphabet.ts says which spellings are which) ---
    _name: ($) => choice($.identifier, $.typedef_name),
    identifier: () => "i",
    typedef_name: () => "t",
    number: () => "0",
    character: () => "'",
    _string: () => '"',
    body: () => "B",
    _mark_expression: () => "1",
    _mark_type: () => "2",
    _mark_block: () => "3",

    _open: () => "(",
    _close: () => ")",
    _open_index: () => "[",
    _close_index: () => "]",
    _open_standard_attribute: () => "D",
    _begin: () => "{",
    _end: () => "}",
    _semicolon: () => ";",
    _comma: () => ",",
    _colon: () => ":",
    _question: () => "?",
    _dot: () => ".",
    _arrow: () => ">",
    _ellipsis: () => "~",
    _equals: () => "=",
    _assign: () => "@",
    _step: () => "P",
    _prefix_operator: () => "!",
    _star: () => "*",
    _slash: () => "/",
    _sum: () => "+",
    _shift: () => "L",
    _relation: () => "<",
    _equality: () => "#",
    _ampersand: () => "&",
    _caret: () => "^",
    _bar: () => "|",
    _and: () => "A",
    _or: () => "O",

    basic: () => "b",
    qualifier: () => "q",
    storage: () => "s",
    atomic: () => "a",
    _alignas: () => "l",
    _record: () => "S",
    _enum: () => "U",
    _typeof: () => "T",
    _bit_int: () => "N",
    _extension: () => "x",
    _attribute_word: () => "_",
    convention: () => "c",
    _static_assert: () => "K",
    _asm: () => "M",
    _sizeof: () => "z",
    _generic: () => "G",
    _offsetof: () => "o",
    _builtin: () => "v",
    _if: () => "I",
    _else: () => "J",
    _while: () => "W",
    _switch: () => "w",
    _do: () => "d",
    _for: () => "F",
    _case: () => "k",
    _default: () => "n",
    _goto: () => "g",
    _jump: () => "p",
    _return: () => "r",
    _label_word: () => "h",
  },
});
