package page

// This file holds the weights of the features of terms.go and of the shapes of boundary.go.
// How they were fitted stands in testdata/README.

// textWeights weighs a line of text that may be a teaser behind an article.
var textWeights = features{
	fBias:          -1.86,
	fNames:         2.44,
	fWords:         2.63,
	fPairs:         2.23,
	fRareNames:     1.10,
	fRare:          2.21,
	fHead:          3.12,
	fNear:          4.34,
	fBondNames:     2.04,
	fBondPairs:     1.74,
	fChance:        -0.07,
	fNoNames:       1.01,
	fContinue:      1.87,
	fWeak:          0.32,
	fBack:          0.15,
	fBackHead:      1.61,
	fKnownShort:    1.56,
	fOneSentence:   -2.16,
	fManySentences: 1.12,
	fEllipsis:      -1.29,
	fQuoted:        0.32,
	fLong:          1.88,
	fBrief:         2.09,
	fSlug:          -2.34,
	fPrefix:        -0.50,
	fFresh:         0.06,
	fAgain:         0.83,
	fDated:         -1.07,
}

// titleWeights weighs a line without a stop that may be a teaser's title.
var titleWeights = features{
	fBias:          0.67,
	fNames:         -0.11,
	fWords:         -0.39,
	fPairs:         1.16,
	fRareNames:     0.75,
	fRare:          0.67,
	fHead:          -0.52,
	fNear:          0.34,
	fBondNames:     0.44,
	fBondPairs:     -0.41,
	fChance:        -0.27,
	fNoNames:       0.43,
	fContinue:      0.83,
	fWeak:          0.10,
	fBack:          0.01,
	fBackHead:      0.16,
	fKnownShort:    0.32,
	fOneSentence:   0.08,
	fManySentences: 0.23,
	fEllipsis:      0.00,
	fQuoted:        -0.08,
	fLong:          0.00,
	fBrief:         -0.04,
	fSlug:          0.28,
	fPrefix:        -1.23,
	fFresh:         -0.71,
	fAgain:         -0.25,
	fDated:         0.07,
}

// listWeights weighs a line of text that may be one of a list, measured against all lines before it.
var listWeights = features{
	fBias:          0.77,
	fNames:         0.37,
	fWords:         0.18,
	fPairs:         0.12,
	fRareNames:     0.29,
	fRare:          0.13,
	fHead:          0.40,
	fNear:          0.21,
	fBondNames:     0.00,
	fBondPairs:     0.00,
	fChance:        0.00,
	fNoNames:       0.10,
	fContinue:      0.13,
	fWeak:          0.16,
	fBack:          0.60,
	fBackHead:      0.14,
	fKnownShort:    0.08,
	fOneSentence:   0.37,
	fManySentences: 0.14,
	fEllipsis:      0.01,
	fQuoted:        0.03,
	fLong:          0.26,
	fBrief:         0.12,
	fSlug:          0.00,
	fPrefix:        0.48,
	fFresh:         0.40,
	fAgain:         0.15,
	fDated:         0.08,
}

// shapeWeights weighs the place of a boundary.
var shapeWeights = shapes{
	sPrice:   -3.88,
	sOne:     -0.19,
	sTwo:     -0.04,
	sMore:    1.10,
	sSplit:   0.19,
	sRegular: 2.12,
	sInside:  -0.11,
}

// listPrice is the price of calling a page a listing.
const listPrice = -1.71
