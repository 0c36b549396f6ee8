package page

// This file lists what is measured of the blocks of a page in HTML, for trees.go to weigh.
// None of it knows a language; words of languages come in through lexicon.form alone.

// measure is one thing that is measured of a block.
type measure int

const (
	mWords       measure = iota // words, as logarithm
	mChars                      // characters a word, of six where the page's words have as many as they mostly have
	mLinks                      // share of words that are links
	mAnchors                    // links
	mStrong                     // share of words in bold
	mStop                       // ends as a sentence does
	mStops                      // stops inside for each word
	mCommas                     // commas for each word
	mDigits                     // share of digits
	mCapitals                   // share of words that begin with a capital
	mFirst                      // how it begins: 0 small letter, 1 capital, 2 digit, 3 quotation mark, 4 other
	mTag                        // 0 p, 1 li, 2 heading, 3 div and section, 4 cell, 5 quotation, 6 others
	mLevel                      // of a heading
	mBroken                     // stands behind another block of its element
	mForm                       // what lexicon.form says: 0 nothing
	mInner                      // odds of the inline element that holds it
	mOwn                        // odds of the names of its element
	mGood                       // best odds of names below the wrappers
	mBad                        // worst of them
	mAllBad                     // worst odds of all names around it
	mAllGood                    // best of them
	mOther                      // marks below the wrappers that speak of other things
	mCaptions                   // caption mark, or of the inline element
	mBylines                    // byline mark
	mQuotes                     // quotation mark
	mContents                   // content mark anywhere above
	mArticles                   // inside an article element
	mLists                      // inside a list
	mUp                         // steps up to the first wrapper
	mIndex                      // place among the blocks of the page
	mSeen                       // share of the page's paragraph words before it
	mTitleGap                   // blocks since the title
	mTitleWords                 // words since the title, as logarithm
	mInMain                     // inside the main box
	mMainFirst                  // blocks since the first paragraph of the main box
	mMainLast                   // blocks up to the last paragraph of the main box
	mBoxWords                   // words of its box that are no links
	mBoxLinks                   // share of links in its box
	mBoxShare                   // share of the page's paragraph words in its box
	mUpWords                    // the same of the box around that
	mUpLinks                    //
	mUpShare                    //
	mUp2Words                   // and of the one around that
	mUp2Links                   //
	mUp2Share                   //
	mPrevWords                  // words of the block before, as logarithm
	mPrevLinks                  //
	mPrevStop                   //
	mPrevTag                    //
	mNextWords                  // words of the block behind
	mNextLinks                  //
	mNextStop                   //
	mNextTag                    //
	mKinCount                   // blocks of the same kin on the page, as logarithm
	mKinWords                   // their mean words
	mKinLinks                   // their share of links
	mKinShare                   // their share of the page's paragraph words
	mKinStop                    // share of them that end as sentences do
	mTitle                      // share of its words that stand in the title
	mDescribed                  // share of its words that stand in the description
	mGiven                      // share of its words that stand in the article that the markup gives; -1 where none is given
	mAgain                      // the same text stands elsewhere: 1 before, 2 behind
	mHeadForm                   // form of the last heading before it
	mHeadGap                    // blocks since that heading
	mNear                       // share of the page's paragraph words in the eight blocks on either side
	mNearLinks                  // share of links there
	mCoreUp                     // steps up to the first box that also holds the core: most paragraphs side by side
	mCoreDown                   // steps from there down to the core
	mRule                       // what names alone say: 1 a paragraph in the main box, -1 other things
	mCopyright                  // holds the sign of copyright, an address or a bar
	mEnd                        // how it ends: 0 without a mark, 1 colon, 2 ellipsis, 3 question, 4 exclamation, 5 stop
	mAddress                    // holds an address of the web or of mail
	mRefBad                     // worst odds of the names in its links' addresses
	mRepeat                     // boxes of one kin beside the one that it stands in, or one around that, as logarithm
	mRepeatAt                   // which of them that is
	mRepeatShare                // share of the page's paragraph words in the others
	mDescribedAt                // blocks since the one that says what the description does; -60 where none does
	mDates                      // short blocks that say a time since the title
	mHeadWords                  // words of the last heading before it, as logarithm; -1 where there is none
	mBoxBefore                  // share of its box's words before it
	mUpBefore                   // the same of the box around that
	mUp2Before                  // and of the one around that
	mWordsAfter                 // paragraph words of the page behind it, as logarithm
	mUniform                    // share of the words of its box and the one around that stand in blocks of its kin
	mLongLink                   // words of its longest link, as logarithm
	mRefAgain                   // links of the page that lead where one of its own does, as logarithm
	mRefHome                    // where its last link leads: 0 none, 1 into the page, 2 the site, 3 another site, 4 no page
	mLinkedNear                 // share of the paragraphs around it that have links
	mImages                     // pictures between it and the block before
	mImageLinked                // the last of them is a link
	mImagesAfter                // pictures between it and the block behind
	mHeadLinks                  // share of links in the last heading before it
	mTimeGap                    // blocks since one that says a time, at most 30
	mRunWords                   // words in the paragraphs side by side that it is among, as logarithm
	mRunBefore                  // share of them before it
	mBoxStops                   // share of the blocks of its box that end as sentences
	mUpStops                    // the same of the box around that
	mCohere                     // share of its longer words that stand in other paragraphs of the core
	numMeasures
)

// measureNames are the names of the measures in the trees of model/.
var measureNames = []string{
	"words", "chars", "links", "anchors", "strong", "stop", "stops", "commas",
	"digits", "capitals", "first", "tag", "level", "broken", "form",
	"inner", "own", "good", "bad", "all-bad", "all-good", "other", "captions",
	"bylines", "quotes", "contents", "articles", "lists", "up",
	"index", "seen", "title-gap", "title-words", "in-main", "main-first", "main-last",
	"box-words", "box-links", "box-share", "up-words", "up-links", "up-share", "up2-words", "up2-links",
	"up2-share", "prev-words", "prev-links", "prev-stop", "prev-tag", "next-words", "next-links", "next-stop",
	"next-tag", "kin-count", "kin-words", "kin-links", "kin-share", "kin-stop", "title", "described",
	"given", "again", "head-form", "head-gap", "near", "near-links", "core-up", "core-down", "rule", "copyright",
	"end", "address", "ref-bad", "repeat", "repeat-at", "repeat-share", "described-at", "dates",
	"head-words", "box-before", "up-before", "up2-before", "words-after", "uniform",
	"long-link", "ref-again", "ref-home", "linked-near", "images", "image-linked", "images-after", "head-links", "time-gap",
	"run-words", "run-before", "box-stops", "up-stops", "cohere",
}

// measures are all that is measured of a block.
type measures [numMeasures]float32
