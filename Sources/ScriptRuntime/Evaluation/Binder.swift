import Basics
import Options
import ScriptLanguage

/// Puts the arguments and options of a command, a layer or a term into the places that are declared for them.
struct Binder {
  /// What gives names their values.
  let evaluator: Evaluator

  /// Binds an invocation; every mistake is appended to `problems`. What has a default and was not given has its default.
  ///
  /// - Parameter optionsFor: The options where they depend on the arguments, from what was bound so far.
  func bind(
    _ invocation: some Invocation, to declaration: TermDeclaration, problems: inout [Diagnostic],
    optionsFor: (BoundOptions) -> [OptionDeclaration]? = { _ in nil }
  ) -> BoundOptions {
    if let (mended, problem) = mended(invocation, declaration) {
      problems.append(problem)
      return bind(mended, to: declaration, problems: &problems, optionsFor: optionsFor)
    }
    var bound = BoundOptions()
    bindArguments(of: invocation, to: declaration, into: &bound, problems: &problems)
    let named = bindNamedArguments(of: invocation, to: declaration, into: &bound, problems: &problems)
    reportMissing(invocation, declaration, bound, problems: &problems)
    let options = optionsFor(bound) ?? declaration.namedOptions
    bindOptions(of: invocation, but: named, to: options, into: &bound, problems: &problems)
    for option in declaration.arguments + options { bound.fillIn(option) }
    return bound
  }

  /// Binds what stands behind the name, in order.
  private func bindArguments(
    of invocation: some Invocation, to declaration: TermDeclaration, into bound: inout BoundOptions,
    problems: inout [Diagnostic]
  ) {
    let name = invocation.name.text
    var remaining = declaration.arguments[...]
    for argument in invocation.arguments {
      guard let option = remaining.first else {
        let meant = optionMeant(by: argument, of: invocation, declaration)
        var problem = oneMore(argument, of: invocation, declaration, meant)
        if let line = PyTorchArguments.line(of: name, invocation.arguments.map(\.range.text)) {
          problem.notes.append(.init("in PyTorch's order these are `\(line)`"))
        }
        problems.append(problem)
        // What is there, without its name, is not missing too.
        if let meant {
          read(argument, as: meant, for: meant.name, at: argument.range, into: &bound, problems: &problems)
        } else {
          bound.noteMisread()
        }
        break
      }
      if let later = laterArgument(for: argument, of: invocation, remaining) {
        problems.append(lacking(option, of: invocation))
        bound.add(.unknown, for: option, at: argument.range)
        read(argument, as: later, for: name, at: argument.range, into: &bound, problems: &problems)
        remaining = remaining.drop { $0.name != later.name }.dropFirst()
        continue
      }
      if !option.isRepeated { remaining = remaining.dropFirst() }
      let meant =
        option.isRequired || option.isRepeated ? nil : alternative(to: option, argument, of: invocation, declaration)
      read(argument, as: option, orAs: meant, for: name, at: argument.range, into: &bound, problems: &problems)
    }
  }

  /// Binds arguments that are written as options, with their names, and says how they are written; gives their names.
  private func bindNamedArguments(
    of invocation: some Invocation, to declaration: TermDeclaration, into bound: inout BoundOptions,
    problems: inout [Diagnostic]
  ) -> Set<String> {
    let name = invocation.name.text
    var words = [name]
    var named: [ScriptLanguage.Option] = []
    for (place, argument) in declaration.arguments.enumerated() {
      if invocation.arguments.indices.contains(place) {
        words.append(invocation.arguments[place].range.text)
        continue
      }
      guard let option = invocation.options.first(where: { $0.name.text == argument.name }) else { break }
      named.append(option)
      words.append(option.value.range.text)
      read(option.value, as: argument, for: name, at: option.value.range, into: &bound, problems: &problems)
    }
    if let first = named.first {
      let isOne = named.count == 1
      problems.append(
        Diagnostic(
          at: first.name.range,
          "\(allOf(named.map { "`\($0.name.text)`" })) of `\(name)` \(isOne ? "stands" : "stand") there without "
            + (isOne ? "its name" : "their names"), expected: "`\(words.joined(separator: " "))`"))
    }
    return Set(named.map(\.name.text))
  }

  private func reportMissing(
    _ invocation: some Invocation, _ declaration: TermDeclaration, _ bound: BoundOptions, problems: inout [Diagnostic]
  ) {
    guard let missing = declaration.arguments.first(where: { $0.isRequired && bound.ranges[$0.name] == nil }) else {
      return
    }
    problems.append(lacking(missing, of: invocation))
  }

  private func lacking(_ argument: OptionDeclaration, of invocation: some Invocation) -> Diagnostic {
    Diagnostic(
      at: invocation.name.range, "`\(invocation.name.text)` lacks its \(argument.name): \(argument.summary)",
      expected: argument.kind.description)
  }

  /// The required argument that takes what stands in the place of another one, which does not, where one is left out:
  /// `decode path` lacks its model.
  private func laterArgument(
    for argument: Expression, of invocation: some Invocation, _ remaining: ArraySlice<OptionDeclaration>
  ) -> OptionDeclaration? {
    guard let first = remaining.first, first.isRequired, !first.isRepeated,
      invocation.arguments.count < remaining.count(where: \.isRequired),
      invocation.arguments.first?.range == argument.range, let value = try? evaluator.value(of: argument),
      first.kind.reading(of: value) == nil
    else { return nil }
    return remaining.dropFirst().first { $0.isRequired && $0.kind.reading(of: value) != nil }
  }

  /// The option that is required, not given, and takes what an argument too many is: `train model data` lacks an `on=`.
  private func optionMeant(
    by argument: Expression, of invocation: some Invocation, _ declaration: TermDeclaration
  ) -> OptionDeclaration? {
    guard let value = try? evaluator.value(of: argument) else { return nil }
    return declaration.namedOptions.first { option in
      option.isRequired && !invocation.options.contains { $0.name.text == option.name }
        && option.kind.reading(of: value) != nil
    }
  }

  /// The option without a default that takes the number that stands in the place of an argument, which takes none:
  /// `autoencoder 50` means `latent=50`.
  private func alternative(
    to declared: OptionDeclaration, _ argument: Expression, of invocation: some Invocation,
    _ declaration: TermDeclaration
  ) -> OptionDeclaration? {
    guard let value = try? evaluator.value(of: argument), declared.kind.reading(of: value) == nil else { return nil }
    return declaration.namedOptions.first { option in
      option.defaultValue == nil && option.kind.types == [.number] && option.kind.reading(of: value) != nil
        && !invocation.options.contains { $0.name.text == option.name }
    }
  }

  /// The option that people know by the name of another that does not take its value: `bottleneck=50` means `latent=50`.
  private func namesake(
    of written: ScriptLanguage.Option, as declared: OptionDeclaration, among options: [OptionDeclaration],
    of invocation: some Invocation
  ) -> OptionDeclaration? {
    guard let option = options.first(where: { $0.otherName == declared.name }),
      let value = try? evaluator.value(of: written.value), option.kind.reading(of: value) != nil,
      declared.kind.reading(of: value) == nil, !invocation.options.contains(where: { $0.name.text == option.name })
    else { return nil }
    return option
  }

  /// An argument too many; what may have been meant by it are the options.
  private func oneMore(
    _ argument: Expression, of invocation: some Invocation, _ declaration: TermDeclaration, _ meant: OptionDeclaration?
  ) -> Diagnostic {
    let name = invocation.name.text
    let declared = declaration.arguments
    let options = declaration.namedOptions
    let takes = declared.isEmpty ? "no arguments" : countText(declared.count, "argument") + " alone"
    let types = declared.last?.kind.types ?? []
    var notes: [Diagnostic.Note] = []
    let isImages = { (value: Value) in [.data, .images].contains(value.type) && types.contains(value.type) }
    let pair = invocation.arguments.prefix { $0.range != argument.range }.suffix(1) + [argument]
    if pair.count == 2, pair.allSatisfy({ (try? evaluator.value(of: $0)).map(isImages) ?? false }) {
      notes = [.init("`join` puts images of several sets together: `both = join SET SET`")]
    }
    return Diagnostic(
      at: argument.range, "`\(name)` takes \(takes), and this is one more",
      expected: declared.isEmpty
        ? nil : "`" + ([name] + declared.map { $0.name.uppercased() }).joined(separator: " ") + "`",
      nearMisses: meant.map { ["\($0.name)=\(argument.range.text)"] }
        ?? NearMisses.of(argument.range.text + "=", among: options.map { $0.name + "=" })
        + options.filter { $0.name == argument.range.text }.map { $0.name + "=" }, notes: notes)
  }

  /// Binds the options, in any order.
  private func bindOptions(
    of invocation: some Invocation, but named: Set<String>, to declared: [OptionDeclaration],
    into bound: inout BoundOptions, problems: inout [Diagnostic]
  ) {
    let name = invocation.name.text
    for option in invocation.options where !named.contains(option.name.text) {
      guard let declaration = declared.first(where: { $0.name == option.name.text }) else {
        let (problem, meant) = unknown(option, name, declared)
        problems.append(problem)
        // What is there under a name like it is not missing too. A value that does not fit was not meant for it.
        if let meant, bound.ranges[meant.name] == nil,
          !invocation.options.contains(where: { $0.name.text == meant.name }),
          let value = try? evaluator.read(option.value, as: meant.kind, for: "`\(meant.name)`")
        {
          bound.add(value, for: meant, at: option.value.range)
        } else {
          bound.noteMisread()
        }
        continue
      }
      read(
        option.value, as: declaration, orAs: namesake(of: option, as: declaration, among: declared, of: invocation),
        for: declaration.name, at: option.value.range, into: &bound, problems: &problems)
    }
    for missing in declared where missing.isRequired && bound.ranges[missing.name] == nil && !bound.isMisread {
      problems.append(
        Diagnostic(
          at: invocation.name.range, "`\(name)` lacks `\(missing.name)=…`: \(missing.summary)",
          expected: missing.kind.description))
    }
  }

  /// What is said of an option that there is not, and the one that is meant where there is no doubt.
  private func unknown(
    _ option: ScriptLanguage.Option, _ name: String, _ declared: [OptionDeclaration]
  ) -> (problem: Diagnostic, meant: OptionDeclaration?) {
    let known = declared.first { $0.otherName == option.name.text }?.name ?? writer(of: option.value, among: declared)
    let near = known.map { [$0] } ?? NearMisses.of(option.name.text, among: declared.map(\.name))
    let all = declared.count > 16 ? "one that `help \(name)` lists" : oneOf(declared.map { "`\($0.name)`" })
    let problem = Diagnostic(
      at: option.name.range, "`\(name)` has no option `\(option.name.text)`",
      expected: declared.isEmpty ? "no options" : near.isEmpty ? all : nil, nearMisses: near)
    return (problem, near.count == 1 ? declared.first { $0.name == near[0] } : nil)
  }

  /// The one option that writes files of such an ending, where the value is one.
  private func writer(of value: Expression, among declared: [OptionDeclaration]) -> String? {
    let written = value.range.text.trimmingPrefix("\"")
    let path = written.hasSuffix("\"") ? written.dropLast() : written
    let writers = declared.filter { declaration in
      switch declaration.kind {
      case .writing(let endings), .list(.writing(let endings)): endings.contains { path.hasSuffix(".\($0)") }
      default: false
      }
    }
    return writers.count == 1 ? writers[0].name : nil
  }

  /// Reads a value in its place; what is wrong is reported, and the value then not known, or that of another option that
  /// takes it.
  private func read(
    _ value: Expression, as option: OptionDeclaration, orAs other: OptionDeclaration? = nil, for name: String,
    at range: SourceRange, into bound: inout BoundOptions, problems: inout [Diagnostic]
  ) {
    do throws(Diagnostic) {
      bound.add(try evaluator.read(value, as: option.kind, for: "`\(name)`"), for: option, at: range)
    } catch {
      if let other {
        problems.append(
          Diagnostic(at: error.range, error.message, expected: nil, nearMisses: ["\(other.name)=\(value.range.text)"]))
        return read(value, as: other, for: other.name, at: range, into: &bound, problems: &problems)
      }
      problems.append(error)
      bound.add(option.kind.takesValues ? .value(.foreseen(.anything)) : .unknown, for: option, at: range)
    }
  }
}
