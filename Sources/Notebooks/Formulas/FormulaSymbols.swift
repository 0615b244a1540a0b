/// What TeX's commands for single signs stand for, by the class that decides how they are spaced.
///
/// Source: LaTeX2e and amsmath's names; Unicode's "Mathematical Operators" and neighbours.
enum FormulaSymbols {
  /// Letters, which are slanted.
  static let letters = table(
    """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ
    nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ
    omega ω ell ℓ imath ı jmath ȷ hbar ℏ
    """)

  /// Letters and signs that stand upright.
  static let upright = table(
    """
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇
    emptyset ∅ varnothing ∅ aleph ℵ Re ℜ Im ℑ wp ℘ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠
    triangle △ square □ prime ′ ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ degree ° checkmark ✓ dagger †
    # # $ $ % % & & _ _
    """)

  /// Operators and relations, which the browser spaces.
  static let operators = table(
    """
    pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ wedge ∧ land ∧
    vee ∨ lor ∨ cap ∩ cup ∪ sqcap ⊓ sqcup ⊔ setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿
    leq ≤ le ≤ leqslant ⩽ geq ≥ ge ≥ geqslant ⩾ neq ≠ ne ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅ propto ∝ doteq ≐
    ll ≪ gg ≫ prec ≺ succ ≻ preceq ⪯ succeq ⪰ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ in ∈ notin ∉ ni ∋ perp ⟂
    parallel ∥ mid ∣ vdash ⊢ models ⊨ asymp ≍ coloneqq ≔ triangleq ≜ lesssim ≲ gtrsim ≳
    to → rightarrow → gets ← leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ implies ⟹
    mapsto ↦ longmapsto ⟼ longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ hookrightarrow ↪ hookleftarrow ↩
    uparrow ↑ downarrow ↓ updownarrow ↕ nearrow ↗ searrow ↘ rightharpoonup ⇀ rightleftharpoons ⇌ leadsto ⇝ colon :
    """)

  /// Operators that are large, and have their limits above and below in a formula of its own line.
  static let large = table(
    """
    sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀ bigsqcup ⨆
    """)

  /// Integrals, whose limits stand beside them.
  static let integrals = table("int ∫ iint ∬ iiint ∭ oint ∮")

  /// Functions with a name, set upright.
  static let functions = Set(
    """
    arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Functions whose limits stand below them.
  static let limits = table(
    """
    det det gcd gcd inf inf lim lim liminf lim\u{2009}inf limsup lim\u{2009}sup max max min min Pr Pr sup sup
    argmax arg\u{2009}max argmin arg\u{2009}min
    """)

  /// What brackets and what else may be stretched beside a formula.
  static let delimiters = table(
    """
    ( ( ) ) [ [ ] ] { { } } | | / / lbrace { rbrace } lbrack [ rbrack ] vert | Vert ‖ lvert | rvert | lVert ‖ rVert ‖
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ backslash \\ uparrow ↑ downarrow ↓ lgroup ⟮ rgroup ⟯ < ⟨ > ⟩
    """)

  /// Marks above what they belong to, and whether they are as wide as it.
  static let accents: [String: (sign: String, stretches: Bool)] = [
    "hat": ("^", false), "widehat": ("^", true), "bar": ("¯", false), "overline": ("¯", true), "tilde": ("~", false),
    "widetilde": ("~", true), "vec": ("→", false), "overrightarrow": ("→", true), "dot": ("˙", false),
    "ddot": ("¨", false), "check": ("ˇ", false), "breve": ("˘", false), "acute": ("´", false), "grave": ("`", false),
    "mathring": ("˚", false), "overbrace": ("⏞", true),
  ]

  /// Marks below what they belong to.
  static let underlines = ["underline": "_", "underbrace": "⏟"]

  /// Widths of space, in ems.
  static let spaces: [String: String] = [
    ",": "0.1667em", "thinspace": "0.1667em", ":": "0.2222em", ">": "0.2222em", "medspace": "0.2222em",
    ";": "0.2778em", "thickspace": "0.2778em", "!": "-0.1667em", "negthinspace": "-0.1667em", " ": "0.25em",
    "enspace": "0.5em", "quad": "1em", "qquad": "2em",
  ]

  /// How many times as high as a line the brackets behind `\\big` and the like are.
  static let sizes: [String: String] = {
    var sizes: [String: String] = [:]
    for (name, size) in [("big", "1.2em"), ("Big", "1.8em"), ("bigg", "2.4em"), ("Bigg", "3em")] {
      for side in ["", "l", "r", "m"] { sizes[name + side] = size }
    }
    return sizes
  }()

  /// Names and signs that take turns in a text.
  private static func table(_ text: String) -> [String: String] {
    let words = text.split { $0 == " " || $0 == "\n" }.map(String.init)
    var table: [String: String] = [:]
    for index in stride(from: 0, to: words.count - 1, by: 2) { table[words[index]] = words[index + 1] }
    return table
  }
}
