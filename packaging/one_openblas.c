/* Lets OpenCV use the OpenBLAS that numpy brings, so that the frozen app holds one of them and not two.

   It takes the place of OpenCV's own library under that one's name, and has what OpenCV calls of it, no more: the spec
   compares. The only differences are names, and that numpy's counts in 64 bits. Results are those of the same routines. */

#include <stdint.h>
#include <stdlib.h>

typedef int64_t wide;

/* Of an array of whole numbers there is no place of the right width: as LAPACK says that its first argument was wrong. */
static wide *numbers(wide count) { return malloc((size_t)(count > 0 ? count : 1) * sizeof(wide)); }

static void narrowed(const wide *from, int *to, wide count) {
    for (wide i = 0; i < count; i++) to[i] = (int)from[i];
}

static wide smaller(int a, int b) { return a < b ? a : b; }

#define GEMM(NAME, SCALAR, MATRIX)                                                                                      \
    void scipy_cblas_##NAME##64_(int, int, int, wide, wide, wide, SCALAR, const MATRIX *, wide, const MATRIX *, wide,   \
                                 SCALAR, MATRIX *, wide);                                                               \
    void cblas_##NAME(int order, int ta, int tb, int m, int n, int k, SCALAR alpha, const MATRIX *a, int lda,           \
                      const MATRIX *b, int ldb, SCALAR beta, MATRIX *c, int ldc) {                                      \
        scipy_cblas_##NAME##64_(order, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);                           \
    }

GEMM(sgemm, float, float)
GEMM(dgemm, double, double)
GEMM(cgemm, const void *, void)
GEMM(zgemm, const void *, void)

/* Fortran passes all by address, and after the last argument how long each text is. */
#define LAPACK(P, REAL)                                                                                                 \
    void scipy_##P##gesv_64_(wide *, wide *, REAL *, wide *, wide *, REAL *, wide *, wide *);                           \
    void P##gesv_(int *n, int *nrhs, REAL *a, int *lda, int *ipiv, REAL *b, int *ldb, int *info) {                      \
        wide n_ = *n, nrhs_ = *nrhs, lda_ = *lda, ldb_ = *ldb, info_ = 0, *ipiv_ = numbers(n_);                         \
        if (!ipiv_) { *info = -1; return; }                                                                             \
        scipy_##P##gesv_64_(&n_, &nrhs_, a, &lda_, ipiv_, b, &ldb_, &info_);                                            \
        narrowed(ipiv_, ipiv, info_ < 0 ? 0 : n_);                                                                      \
        free(ipiv_);                                                                                                    \
        *info = (int)info_;                                                                                             \
    }                                                                                                                   \
    void scipy_##P##getrf_64_(wide *, wide *, REAL *, wide *, wide *, wide *);                                          \
    void P##getrf_(int *m, int *n, REAL *a, int *lda, int *ipiv, int *info) {                                           \
        wide m_ = *m, n_ = *n, lda_ = *lda, info_ = 0, *ipiv_ = numbers(smaller(*m, *n));                               \
        if (!ipiv_) { *info = -1; return; }                                                                             \
        scipy_##P##getrf_64_(&m_, &n_, a, &lda_, ipiv_, &info_);                                                        \
        narrowed(ipiv_, ipiv, info_ < 0 ? 0 : smaller(*m, *n));                                                         \
        free(ipiv_);                                                                                                    \
        *info = (int)info_;                                                                                             \
    }                                                                                                                   \
    void scipy_##P##potrf_64_(char *, wide *, REAL *, wide *, wide *, size_t);                                          \
    void P##potrf_(char *uplo, int *n, REAL *a, int *lda, int *info) {                                                  \
        wide n_ = *n, lda_ = *lda, info_ = 0;                                                                           \
        scipy_##P##potrf_64_(uplo, &n_, a, &lda_, &info_, 1);                                                           \
        *info = (int)info_;                                                                                             \
    }                                                                                                                   \
    void scipy_##P##posv_64_(char *, wide *, wide *, REAL *, wide *, REAL *, wide *, wide *, size_t);                   \
    void P##posv_(char *uplo, int *n, int *nrhs, REAL *a, int *lda, REAL *b, int *ldb, int *info) {                     \
        wide n_ = *n, nrhs_ = *nrhs, lda_ = *lda, ldb_ = *ldb, info_ = 0;                                               \
        scipy_##P##posv_64_(uplo, &n_, &nrhs_, a, &lda_, b, &ldb_, &info_, 1);                                          \
        *info = (int)info_;                                                                                             \
    }                                                                                                                   \
    void scipy_##P##gels_64_(char *, wide *, wide *, wide *, REAL *, wide *, REAL *, wide *, REAL *, wide *, wide *,    \
                             size_t);                                                                                   \
    void P##gels_(char *trans, int *m, int *n, int *nrhs, REAL *a, int *lda, REAL *b, int *ldb, REAL *work, int *lwork, \
                  int *info) {                                                                                          \
        wide m_ = *m, n_ = *n, nrhs_ = *nrhs, lda_ = *lda, ldb_ = *ldb, lwork_ = *lwork, info_ = 0;                     \
        scipy_##P##gels_64_(trans, &m_, &n_, &nrhs_, a, &lda_, b, &ldb_, work, &lwork_, &info_, 1);                     \
        *info = (int)info_;                                                                                             \
    }                                                                                                                   \
    void scipy_##P##geqrf_64_(wide *, wide *, REAL *, wide *, REAL *, REAL *, wide *, wide *);                          \
    void P##geqrf_(int *m, int *n, REAL *a, int *lda, REAL *tau, REAL *work, int *lwork, int *info) {                   \
        wide m_ = *m, n_ = *n, lda_ = *lda, lwork_ = *lwork, info_ = 0;                                                 \
        scipy_##P##geqrf_64_(&m_, &n_, a, &lda_, tau, work, &lwork_, &info_);                                           \
        *info = (int)info_;                                                                                             \
    }                                                                                                                   \
    void scipy_##P##gesdd_64_(char *, wide *, wide *, REAL *, wide *, REAL *, REAL *, wide *, REAL *, wide *, REAL *,   \
                              wide *, wide *, wide *, size_t);                                                          \
    void P##gesdd_(char *jobz, int *m, int *n, REAL *a, int *lda, REAL *s, REAL *u, int *ldu, REAL *vt, int *ldvt,      \
                   REAL *work, int *lwork, int *iwork, int *info) {                                                     \
        wide m_ = *m, n_ = *n, lda_ = *lda, ldu_ = *ldu, ldvt_ = *ldvt, lwork_ = *lwork, info_ = 0;                     \
        wide *iwork_ = numbers(8 * smaller(*m, *n));                                                                    \
        (void)iwork; /* room for the routine, which is too narrow here */                                               \
        if (!iwork_) { *info = -1; return; }                                                                            \
        scipy_##P##gesdd_64_(jobz, &m_, &n_, a, &lda_, s, u, &ldu_, vt, &ldvt_, work, &lwork_, iwork_, &info_, 1);      \
        free(iwork_);                                                                                                   \
        *info = (int)info_;                                                                                             \
    }

LAPACK(s, float)
LAPACK(d, double)

void scipy_dgeev_64_(char *, char *, wide *, double *, wide *, double *, double *, double *, wide *, double *, wide *,
                     double *, wide *, wide *, size_t, size_t);
void dgeev_(char *jobvl, char *jobvr, int *n, double *a, int *lda, double *wr, double *wi, double *vl, int *ldvl, double *vr,
            int *ldvr, double *work, int *lwork, int *info) {
    wide n_ = *n, lda_ = *lda, ldvl_ = *ldvl, ldvr_ = *ldvr, lwork_ = *lwork, info_ = 0;
    scipy_dgeev_64_(jobvl, jobvr, &n_, a, &lda_, wr, wi, vl, &ldvl_, vr, &ldvr_, work, &lwork_, &info_, 1, 1);
    *info = (int)info_;
}
